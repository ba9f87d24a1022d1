using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.Pinduoduo;

public sealed class PinduoduoConformanceTests : ConnectorConformance
{
    private const string Shop =
        "client_id=testkey|access_token=testtoken|timestamp=1714528800|data_type=JSON|sign=ignored|";

    protected override AccountCredentials Account => base.Account with { AppKind = "seller" };

    protected override string ProductId => "44622906858";

    protected override string ProductBody =>
        """
            {"goods_detail_get_response":{"goods_name":"连衣裙","goods_desc":"好","cat_id":1,"status":1,"market_price":3000,
            "carousel_gallery_list":["https://img.example.com/1.jpg"],"detail_gallery_list":["https://img.example.com/2.jpg"],
            "sku_list":[{"sku_id":41447963302,"out_sku_sn":"A-1","multi_price":1900,"price":2200,"quantity":7,"is_onsale":1,
            "thumb_url":"https://img.example.com/3.jpg","spec":[{"parent_name":"颜色","spec_name":"红","spec_id":5}]}]}}
            """;

    protected override string LooseProductBody =>
        """
            {"goods_detail_get_response":{"goods_name":"连衣裙","goods_desc":"好","cat_id":"1","status":"1",
            "carousel_gallery_list":"https://img.example.com/1.jpg","detail_gallery_list":"[\"https://img.example.com/2.jpg\"]",
            "sku_list":{"sku_id":"41447963302","out_sku_sn":"A-1","multi_price":"1900","price":2200.0,"quantity":"7","is_onsale":true,
            "thumb_url":"https://img.example.com/3.jpg","spec":{"parent_name":"颜色","spec_name":"红"}}}}
            """;

    protected override string ListBody => PinduoduoBodies.List;

    protected override string LastListBody => PinduoduoBodies.LastList;

    protected override string EmptyListBody => PinduoduoBodies.EmptyList;

    protected override string GoneBody => """{"goods_detail_get_response":{"goods_name":"旧","status":4}}""";

    protected override string ThrottledBody => PinduoduoBodies.Error("70031", "调用过于频繁");

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(5);

    protected override string ExpiredTokenBody => PinduoduoBodies.Error("10019", "access_token已过期");

    protected override string[] RefusedRefreshBodies =>
        [ExpiredTokenBody, PinduoduoBodies.Error("10035", "x"), PinduoduoBodies.Error("10014", "x")];

    protected override string NotAllowedBody => PinduoduoBodies.Error("30000", "没有调用此target接口权限");

    protected override string[] ConnectionTestBodies => [EmptyListBody];

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            (
                "official",
                TopSignature.Sign(
                    TopSignMethod.Md5,
                    "access_tokenasd78172s8ds9a921j9qqwda12312w1w21211client_id1data_typeXMLorder_status1page1page_size10timestamp1480411125typepdd.order.number.list.get",
                    "testSecret"
                ),
                "E4DE3ED21002510DED352819E7AE6775"
            ),
            (
                "third party",
                Md5(
                    "client_id=client|data_type=JSON|parent_cat_id=0|timestamp=1600000000|type=pdd.goods.cats.get",
                    "secret"
                ),
                "CF9A0385FA0B135E459C649F3514D8C4"
            ),
            (
                "increment",
                Md5(
                    Shop
                        + "type=pdd.order.number.list.increment.get|start_updated_at=1714527000|end_updated_at=1714528800"
                        + "|order_status=5|refund_status=5|is_lucky_flag=0|page=1|page_size=100|use_has_next=false"
                ),
                "1A5BB4C996FA11C9398B8D5ED51D90EE"
            ),
            (
                "Chinese",
                Md5(Shop + "type=pdd.goods.list.get|page=1|page_size=100|goods_name=连衣裙 红色"),
                "F241546AB6A771BEBCA739A21AEEB5F4"
            ),
            (
                "JSON value",
                Md5(
                    Shop
                        + "type=pdd.goods.sku.price.update|goods_id=44622906858"
                        + """|sku_price_list=[{"group_price":1900,"single_price":2200,"sku_id":41447963302}]"""
                ),
                "BEBD4A87259D87065E67AAB7463BDA98"
            ),
        ];

    protected override string RefreshBody(string token) =>
        $$$"""
            {"pop_auth_token_refresh_response":{"access_token":"{{{token}}}","expires_in":1,
            "expires_at":{{{Time.GetUtcNow().AddHours(10).ToUnixTimeSeconds()}}},"owner_id":"1","scope":["a"]}}
            """;

    protected override string ErrorBody(string message) => PinduoduoBodies.Error("10001", message);

    private protected override string SignatureOf(StandInRequest request) =>
        Documented.Md5(Secret + Documented.Joined(request, SignatureField) + Secret);

    private protected override IConnector Create(StandIn platform, TimeProvider time)
    {
        var options = new PinduoduoOptions { GatewayUrl = new(platform.Url, "/api/router") };
        return new PinduoduoConnector(options, platform.Transport(options, time), time);
    }

    private static string Md5(string fields, string secret = "testsecret") =>
        TopSignature.Sign(TopSignMethod.Md5, Documented.Fields(fields), secret);
}
