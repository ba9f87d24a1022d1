using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.Taobao;

public sealed class TaobaoOrderConformanceTests : OrderConformance
{
    private const string Increment =
        "app_key=12345678|end_modified=2024-05-01 10:00:00|fields=tid,type,status,payment,modified,orders|format=json"
        + "|method=taobao.trades.sold.increment.get|page_no=1|page_size=100|session=test-session"
        + "|start_modified=2024-05-01 09:30:00|timestamp=2024-05-01 10:00:00|use_has_next=true|v=2.0|sign_method=";

    private const string First = ""","logistics_company":"顺丰速运","invoice_no":"SF1" """;
    private const string Second = ""","logistics_company":"圆通速递","invoice_no":123456""";

    protected override string OrderNumber => TradeBodies.Number;

    protected override string OtherNumber => "1";

    protected override bool TellsShipBy => false;

    protected override bool CountsDown => true;

    protected override string OrderBody => TradeBodies.Detail(First, Second);

    protected override string LooseOrderBody =>
        """
            {"trade_fullinfo_get_response":{"trade":[{"tid":"2231958349000000001","status":"WAIT_BUYER_CONFIRM_GOODS","payment":400.14,
            "created":"2024-05-01 09:20:11","modified":"2024-05-01 09:41:02","consign_time":"2024-05-01 09:40:00","seller_flag":"1",
            "orders":[{"oid":"2231958349000000002","title":"麦包包","num_iid":"11223344","sku_id":3320,"num":"1","price":200.07,
            "status":"WAIT_BUYER_CONFIRM_GOODS","refund_status":"NO_REFUND","consign_time":"2024-05-01 09:40:00",
            "logistics_company":"顺丰速运","invoice_no":"SF1"},
            {"oid":"2231958349000000003","title":"连衣裙","num_iid":"11223345","sku_id":3321,"num":1.0,"price":"200.07",
            "status":"WAIT_BUYER_CONFIRM_GOODS","refund_status":"WAIT_SELLER_AGREE","logistics_company":"圆通速递","invoice_no":"123456"}]}]}}
            """;

    protected override string UnknownStatusBody => TradeBodies.Detail("", "", status: "TRADE_ON_THE_MOON");

    protected override string[] UnpackedBodies =>
        [
            TradeBodies.Detail("", ""),
            TradeBodies.Detail(""","invoice_no":null""", ""","invoice_no":"" """),
            TradeBodies.Detail(""","logistics_company":"顺丰速运" """, ""","invoice_no":{}"""),
        ];

    protected override string GoneOrderBody =>
        """
            {"error_response":{"code":15,"msg":"Remote service error","sub_code":"isv.trade-not-exist","sub_msg":"交易订单不存在"}}
            """;

    protected override string ListBody => TaobaoBodies.List;

    protected override string LastListBody => TaobaoBodies.LastList;

    protected override string EmptyListBody => TaobaoBodies.EmptyList;

    protected override string ThrottledBody => TaobaoBodies.Throttled;

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(2);

    protected override string ExpiredTokenBody => TaobaoBodies.ExpiredToken;

    protected override string NotAllowedBody => TaobaoBodies.NotAllowed;

    protected override string[] ConnectionTestBodies =>
        ["""{"tbk_item_details_upgrade_get_response":{"results":{},"request_id":"abc"}}"""];

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            (
                "increment hmac-sha256",
                Top(TopSignMethod.HmacSha256, Increment + "hmac-sha256"),
                "012659B9E46F425889C16CCED65B4AD6FD59FA41FA1F6EE6E883FAD5619CEF59"
            ),
            ("increment md5", Top(TopSignMethod.Md5, Increment + "md5"), "051AC1B094CC358B62C52C9BC38961AE"),
        ];

    protected override string OrderListBody(long total, params string?[] numbers) =>
        TradeBodies.List(total, string.Join(',', numbers.Select(Row)));

    protected override string ErrorBody(string message) => TaobaoBodies.Error(message);

    private protected override string SignatureOf(StandInRequest request) =>
        TaobaoBodies.SignatureOf(request, SignatureField, Secret);

    private protected override IConnector Create(StandIn platform, TimeProvider time) =>
        TaobaoBodies.Connector(platform, time);

    private static string Row(string? number) =>
        $$$"""
            {{{{(number is null ? "" : $"\"tid\":\"{number}\",")}}}"status":"WAIT_SELLER_SEND_GOODS","payment":"200.07",
            "created":"2024-05-01 09:20:11","modified":"2024-05-01 09:41:02",
            "orders":{"order":[{"oid":2231958350,"num_iid":11223344,"num":1,"price":"200.07","status":"WAIT_SELLER_SEND_GOODS"}]}}
            """;

    private static string Top(TopSignMethod method, string fields) =>
        TopSignature.Sign(method, Documented.Fields(fields), "helloworld");
}
