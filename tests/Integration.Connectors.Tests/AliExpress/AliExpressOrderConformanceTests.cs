using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.AliExpress;

public sealed class AliExpressOrderConformanceTests : OrderConformance
{
    private const string Asked =
        "app_key=123456|method=aliexpress.solution.order.get|sign_method=sha256|timestamp=1714528800000|sign=ignored"
        + """|param0={"current_page":1,"page_size":20,"modified_date_start":"2024-04-30 19:00:00","modified_date_end":"2024-04-30 20:00:00","order_status_list":["WAIT_SELLER_SEND_GOODS"]}""";

    protected override string OrderNumber => OrderBodies.Number;

    protected override string OtherNumber => "1";

    protected override bool TellsShipBy => false;

    protected override string EndOfFirstList => "finished";

    protected override string OrderBody =>
        OrderBodies.Detail(
            """
            {"global_aeop_tp_logistic_info_dto":[{"logistics_no":"LP1","logistics_service_name":"SEUR","gmt_send":"2024-04-30 19:15",
            "receive_status":"default"},{"logistics_no":"LP2","logistics_type_code":"EMS_ZX_ZX_US"}]}
            """
        );

    protected override string LooseOrderBody =>
        """
            {"result":{"data":[{"id":"1160045860056286","order_status":"SELLER_PART_SEND_GOODS","logistics_status":"SELLER_SEND_PART_GOODS",
            "gmt_create":"2024-04-30 19:12:12","gmt_modified":"2024-04-30 19:20:00","over_time_left":"2024-05-07 19:12:12",
            "issue_status":"NO_ISSUE","frozen_status":"NO_FROZEN","order_amount":"{\"currency_code\":\"USD\",\"amount\":2.02}",
            "child_order_list":{"child_order_id":23457890,"product_id":"2356980","sku_code":12,"product_name":"杯 mobile","product_count":"2",
            "order_status":"SELLER_PART_SEND_GOODS","product_price":[{"currency_code":"usd","amount_str":"1.01"}]},
            "logistic_info_list":[{"logistics_no":"LP1","logistics_service_name":"SEUR"},{"logistics_no":"LP2","logistics_type_code":"EMS_ZX_ZX_US"}]}]}}
            """;

    protected override string UnknownStatusBody => OrderBodies.Detail("{}", status: "ON_THE_MOON");

    protected override string[] UnpackedBodies =>
        [
            OrderBodies.Detail("{}"),
            OrderBodies.Detail("null"),
            OrderBodies.Detail("""{"global_aeop_tp_logistic_info_dto":[]}"""),
            OrderBodies.Detail("""{"global_aeop_tp_logistic_info_dto":{"logistics_service_name":"SEUR"} }"""),
        ];

    protected override string GoneOrderBody =>
        """
            {"aliexpress_solution_order_info_get_response":{"result":{"error_message":"The order does not exist","error_code":"F00-00-10007-004"}}}
            """;

    protected override string ListBody => AliExpressBodies.List;

    protected override string LastListBody => AliExpressBodies.LastList;

    protected override string EmptyListBody => AliExpressBodies.EmptyList;

    protected override string ThrottledBody => AliExpressBodies.Throttled;

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(4);

    protected override string ExpiredTokenBody => AliExpressBodies.ExpiredToken;

    protected override string NotAllowedBody => AliExpressBodies.NotAllowed;

    protected override string[] ConnectionTestBodies =>
        ["""{"aliexpress_ds_product_get_response":{"result":{"rsp_code":"605","rsp_msg":"item not exist"}}}"""];

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            (
                "order with access_token",
                Iop(null, Asked + "|access_token=test"),
                "7A0A576F8C3C2BAC34E20275B117C86C882FDFAE02280FA83C17FF60493A91B5"
            ),
            (
                "order with session",
                Iop(null, Asked + "|session=test"),
                "1926B19603DE2D2835A39CF948518A5C77A8BE094157FD98860282719D24EC79"
            ),
        ];

    protected override string OrderListBody(long total, params string?[] numbers) =>
        OrderBodies.List(total, string.Join(',', numbers.Select(Row)));

    protected override string ErrorBody(string message) => AliExpressBodies.Error(message);

    private protected override string SignatureOf(StandInRequest request) =>
        AliExpressBodies.SignatureOf(request, SignatureField, Secret);

    private protected override IConnector Create(StandIn platform, TimeProvider time) =>
        AliExpressBodies.Connector(platform, time);

    private static string Row(string? number) =>
        $$"""
            { {{(number is null ? "" : $"\"order_id\":\"{number}\",")}}"order_status":"WAIT_SELLER_SEND_GOODS",
            "gmt_create":"2024-04-30 19:12:12","gmt_update":"2024-04-30 19:20:00","pay_amount":{"currency_code":"USD","amount":"1.01"},
            "product_list":{"order_product_dto":[{"child_id":1,"product_id":2,"product_name":"mobile","product_count":1,
            "product_unit_price":{"currency_code":"USD","amount":"1.01"},"son_order_status":"WAIT_SELLER_SEND_GOODS"}]} }
            """;

    private static string Iop(string? path, string fields) =>
        IopSignature.Sign(path, Documented.Fields(fields), "helloworld");
}
