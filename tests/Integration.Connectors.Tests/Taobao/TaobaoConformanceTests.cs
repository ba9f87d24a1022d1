using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.Taobao;

public sealed class TaobaoConformanceTests : ConnectorConformance
{
    private const string Published =
        "method=taobao.item.seller.get|app_key=12345678|session=test|timestamp=2016-01-01 12:00:00|format=json|v=2.0"
        + "|fields=num_iid,title,nick,price,num|num_iid=11223344|sign=ignored|sign_method=";

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

    protected override string ListBody => TaobaoBodies.List;

    protected override string LastListBody => TaobaoBodies.LastList;

    protected override string EmptyListBody => TaobaoBodies.EmptyList;

    protected override string GoneBody =>
        """{"tbk_item_details_upgrade_get_response":{"results":{},"request_id":"abc"}}""";

    protected override string ThrottledBody => TaobaoBodies.Throttled;

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(2);

    protected override string ExpiredTokenBody => TaobaoBodies.ExpiredToken;

    protected override string[] RefusedRefreshBodies =>
        [ExpiredTokenBody, """{"error":"invalid_grant","error_description":"expired"}"""];

    protected override bool CountsDown => true;

    protected override string NotAllowedBody => TaobaoBodies.NotAllowed;

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            ("published md5", Top(TopSignMethod.Md5, Published + "md5"), "66987CB115214E59E6EC978214934FB8"),
            ("hmac", Top(TopSignMethod.HmacMd5, Published + "hmac"), "D56D7858309C31B6251083A874D48273"),
            (
                "hmac-sha256",
                Top(TopSignMethod.HmacSha256, Published + "hmac-sha256"),
                "04DB15AD0774D5CFCE2C837DE43E3FCEA9011ED74F3038FB6AB5F3C4CEA119E8"
            ),
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

    protected override string ErrorBody(string message) => TaobaoBodies.Error(message);

    private protected override string SignatureOf(StandInRequest request) =>
        TaobaoBodies.SignatureOf(request, SignatureField, Secret);

    private protected override IConnector Create(StandIn platform, TimeProvider time) =>
        TaobaoBodies.Connector(platform, time);

    private static string Top(TopSignMethod method, string fields, string secret = "helloworld") =>
        TopSignature.Sign(method, Documented.Fields(fields), secret);
}
