using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.Taobao;

public sealed class TaobaoConformanceTests : ConnectorConformance
{
    private const string Published =
        "method=taobao.item.seller.get|app_key=12345678|session=test|timestamp=2016-01-01 12:00:00|format=json|v=2.0"
        + "|fields=num_iid,title,nick,price,num|num_iid=11223344|sign=ignored|sign_method=";

    private const string Increment =
        "app_key=12345678|end_modified=2024-05-01 10:00:00|fields=tid,type,status,payment,modified,orders|format=json"
        + "|method=taobao.trades.sold.increment.get|page_no=1|page_size=100|session=test-session"
        + "|start_modified=2024-05-01 09:30:00|timestamp=2024-05-01 10:00:00|use_has_next=true|v=2.0|sign_method=";

    private const string ChineseValue =
        "app_key=12345678|fields=num_iid,title|format=json|method=taobao.items.onsale.get|page_no=1|page_size=40"
        + "|q=连衣裙 红色|session=test-session|sign_method=md5|timestamp=2024-05-01 10:00:00|v=2.0";

    protected override string ProductId => "680000000001";

    protected override string ProductBody =>
        """
            {"tbk_item_details_upgrade_get_response":{"results":{"tbk_item_detail":[{"item_id":"AbC-1","input_item_iid":"680000000001",
            "item_basic_info":{"title":"连衣裙 红色","pict_url":"//img.example.com/1.jpg","small_images":{"string":["https://img.example.com/2.jpg"]},
            "taobao_desc_url":"https://img.example.com/d"},"price_promotion_info":{"zk_final_price":"199.90"},
            "sku_list":{"tbk_item_detail_sku":[{"quantity":12,"property_list":{"tbk_item_detail_sku_prop":[{"property_text":"颜色","value_text":"红"}]},
            "sku_price_promotion_info":{"sku_zk_final_price":"189.90"}}]}}]},"request_id":"r1"}}
            """;

    protected override string LooseProductBody =>
        """
            {"tbk_item_details_upgrade_get_response":{"results":{"n_tbk_item":{"item_id":"AbC-1","input_item_iid":680000000001,
            "item_basic_info":[{"title":"连衣裙 红色","pict_url":"//img.example.com/1.jpg","small_images":"https://img.example.com/2.jpg",
            "taobao_desc_url":"https://img.example.com/d"}],"price_promotion_info":{"zk_final_price":199.9},
            "sku_list":[{"quantity":"12","property_list":{"property_text":"颜色","value_text":"红"},
            "sku_price_promotion_info":"{\"sku_zk_final_price\":189.90}"}]}}}}
            """;

    protected override string ListBody =>
        """
            {"items_onsale_get_response":{"total_results":3,"items":{"item":[
            {"num_iid":1,"title":"甲","price":"200.07","num":12,"modified":"2024-05-01 09:00:00","outer_id":"A-1","approve_status":"onsale"},
            {"num_iid":"2","title":"乙","price":9,"num":"0","modified":"2024-05-01 09:00:01"}]},"request_id":"abc"}}
            """;

    protected override string LastListBody =>
        """{"items_onsale_get_response":{"total_results":"3","items":{"item":{"num_iid":3,"title":"丙"}}}}""";

    protected override string EmptyListBody =>
        """{"items_onsale_get_response":{"total_results":0,"request_id":"abc"}}""";

    protected override string GoneBody =>
        """{"tbk_item_details_upgrade_get_response":{"results":{},"request_id":"abc"}}""";

    protected override string ThrottledBody =>
        """
            {"error_response":{"code":7,"msg":"App Call Limited","sub_code":"accesscontrol.limited-by-api-access-count",
            "sub_msg":"This ban will last for 1 more seconds","request_id":"abc"}}
            """;

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(2);

    protected override string ExpiredTokenBody =>
        """{"error_response":{"code":27,"msg":"Invalid session","sub_code":"invalid-sessionkey"}}""";

    protected override string[] RefusedRefreshBodies =>
        [ExpiredTokenBody, """{"error":"invalid_grant","error_description":"expired"}"""];

    protected override bool CountsDown => true;

    protected override string NotAllowedBody =>
        """{"error_response":{"code":"11","msg":"Insufficient isv permissions","sub_code":"isv.permission-api-package-limit"}}""";

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            ("published md5", Top(TopSignMethod.Md5, Published + "md5"), "66987CB115214E59E6EC978214934FB8"),
            ("hmac", Top(TopSignMethod.HmacMd5, Published + "hmac"), "D56D7858309C31B6251083A874D48273"),
            (
                "hmac-sha256",
                Top(TopSignMethod.HmacSha256, Published + "hmac-sha256"),
                "04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8"
            ),
            (
                "increment hmac-sha256",
                Top(TopSignMethod.HmacSha256, Increment + "hmac-sha256"),
                "012659B9E46F425889C16CCED65B4AD6FD59FA41FA1F6EE6E883FAD5619CEF59"
            ),
            ("increment md5", Top(TopSignMethod.Md5, Increment + "md5"), "051AC1B094CC358B62C52C9BC38961AE"),
            ("Chinese md5", Top(TopSignMethod.Md5, ChineseValue), "D5210975E42119F88F327F34E2599ABF"),
            (
                "third party hmac-sha256",
                Top(TopSignMethod.HmacSha256, "b=2|a=1", "secret"),
                "3A9F9E53162A24430830CCA87B7FB623401B81EB6616A6EA75B3614AEBDC7F4D"
            ),
            ("third party md5", Top(TopSignMethod.Md5, "b=2|a=1", "secret"), "EF16F26C937CF52AE6F85DF2FD08B24A"),
        ];

    protected override string RefreshBody(string token) =>
        $$$"""{"access_token":"{{{token}}}","token_type":"Bearer","expires_in":36000,"taobao_user_nick":"%E5%BA%97"}""";

    protected override string ErrorBody(string message) =>
        $$$"""{"error_response":{"code":50,"msg":"Remote service error","sub_code":"isv.invalid-parameter","sub_msg":"{{{message}}}"}}""";

    private protected override string SignatureOf(StandInRequest request) =>
        Documented.HmacSha256(Secret, Documented.Joined(request, SignatureField));

    private protected override IConnector Create(StandIn platform, TimeProvider time)
    {
        var options = new TaobaoOptions
        {
            TopUrl = new(platform.Url, "/router/rest"),
            TokenUrl = new(platform.Url, "/token"),
            CrossBorderUrl = new(platform.Url, "/rest"),
        };
        return new TaobaoConnector(options, platform.Transport(options, time), time);
    }

    private static string Top(TopSignMethod method, string fields, string secret = "helloworld") =>
        TopSignature.Sign(method, Documented.Fields(fields), secret);
}
