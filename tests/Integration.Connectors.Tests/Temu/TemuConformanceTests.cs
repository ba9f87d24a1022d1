using Integration.Platforms;
using Integration.RequestSigning;

namespace Integration.Temu;

public sealed class TemuConformanceTests : OrderConformance
{
    private const string TwoPackages = """
        [{"packageSn":"PK-1","packageDeliveryType":1,"callSuccess":true},
        {"packageSn":"PK-2","packageDeliveryType":1,"callSuccess":false}]
        """;

    protected override string OrderNumber => TemuBodies.Number;

    protected override string OrderBody => TemuBodies.Detail(TwoPackages);

    protected override string LooseOrderBody =>
        """
            {"success":"true","errorCode":"1000000","result":[{"parentOrderMap":[{"parentOrderSn":"PO-211-00000000000000001",
            "parentOrderStatus":"4","parentOrderTime":"1714520000","updateTime":"1714528000","expectShipLatestTime":"1714700000",
            "latestDeliveryTime":1715000000.0,"parentShippingTime":"1714527500",
            "parentOrderLabel":{"name":"soon_to_be_overdue","value":"0"}}],
            "orderList":{"orderSn":"211-00000000000000001","goodsId":"601099548666279","goodsName":"连衣裙","skuId":"17592352673534",
            "orderStatus":"4","quantity":"1","fulfillmentType":"fulfillBySeller","orderCreateTime":"1714520000",
            "orderShippingTime":"1714527500","orderLabel":{"name":"gift","value":"1"},
            "packageSnInfo":"[{\"packageSn\":\"PK-1\",\"packageDeliveryType\":\"1\",\"callSuccess\":1},
            {\"packageSn\":\"PK-2\",\"packageDeliveryType\":\"1\",\"callSuccess\":\"false\"}]"}}]}
            """.ReplaceLineEndings("");

    protected override string UnknownStatusBody => TemuBodies.Detail("[]", status: "99");

    protected override string[] UnpackedBodies =>
        [
            TemuBodies.Detail("[]"),
            TemuBodies.Detail("null"),
            TemuBodies.Detail("{}"),
            TemuBodies.Detail("\"\""),
            TemuBodies.Detail("""[{"packageSn":"","packageDeliveryType":1,"callSuccess":false}]"""),
            TemuBodies.Detail("""{"packageSn":null}"""),
        ];

    protected override string GoneOrderBody => TemuBodies.Error(140020002, "order not found");

    protected override string ListBody =>
        TemuBodies.Good(
            """
            {"pageNo":1,"total":3,"goodsList":[{"goodsId":1,"goodsName":"甲","outGoodsSn":"A","catId":5,"price":"19.90","currency":"USD",
            "quantity":7,"thumbUrl":"https://img.example.com/1.jpg","skuInfoList":[{"skuId":11}]},
            {"goodsId":"2","goodsName":"乙","price":19.9,"currency":"","quantity":"0"}]}
            """
        );

    protected override string LastListBody =>
        TemuBodies.Good("""{"pageNo":"2","total":"3","goodsList":{"goodsId":3,"goodsName":"丙"}}""");

    protected override string EmptyListBody => TemuBodies.Good("""{"pageNo":1,"total":0,"goodsList":[]}""");

    protected override string ThrottledBody => TemuBodies.Error(4000004, "too many");

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(5);

    protected override string ExpiredTokenBody => TemuBodies.Error(3000034, "令牌已过期");

    protected override string NotAllowedBody => TemuBodies.Error(3000032, "without this permission");

    protected override string[] ConnectionTestBodies => [TemuBodies.Good("""{"mallId":1,"regionId":211}""")];

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [
            (
                "published, as text",
                TopSignature.Sign(
                    TopSignMethod.Md5,
                    "access_token2nifvmpyymvypwmcms5ct4uqqudrwgpmzbcnmkt1jzjkuaf3x56iixymapp_keyf9d5cc9313893a20d5aa85c654e8f503"
                        + "data_typeJSONsendRequestList"
                        + SendRequests
                        + "sendType0timestamp1711009072typebg.logistics.shipment.confirm",
                    PublishedSecret
                ),
                "4CCF219942D4180C6DDA3CE36C1B838F"
            ),
            (
                "published, as a request",
                Signed(
                    new AccountCredentials("a", "f9d5cc9313893a20d5aa85c654e8f503", PublishedSecret)
                    {
                        AccessToken = "2nifvmpyymvypwmcms5ct4uqqudrwgpmzbcnmkt1jzjkuaf3x56iixym",
                    },
                    "bg.logistics.shipment.confirm",
                    1_711_009_072,
                    ("sendRequestList", new(SendRequests, IsString: false)),
                    ("sendType", TemuField.Of(0))
                ),
                "4CCF219942D4180C6DDA3CE36C1B838F"
            ),
            (
                "list of orders",
                Signed(
                    Test,
                    "bg.order.list.v2.get",
                    1_714_528_800,
                    ("pageNumber", TemuField.Of(1)),
                    ("pageSize", TemuField.Of(100)),
                    ("updateAtStart", TemuField.Of(1_714_527_000)),
                    ("updateAtEnd", TemuField.Of(1_714_528_800)),
                    ("sortby", TemuField.Of("updateTime"))
                ),
                "38AD2016E7196EF59D37AD6795692A22"
            ),
            (
                "detail of an order",
                Signed(
                    Test,
                    "bg.order.detail.v2.get",
                    1_714_528_800,
                    ("parentOrderSn", TemuField.Of("PO-211-00000000000000001"))
                ),
                "AEF4A6465DA4995A3B0879EB8769E377"
            ),
        ];

    private const string PublishedSecret = "c7e0a1a63542be4de3cb5488f9fba8149e8fc290";

    private const string SendRequests =
        """[{"orderSendInfoList":[{"quantity":1,"orderSn":"211-21905473070712792","parentOrderSn":"PO-211-21905452099192792","goodsId":601099548666279,"skuId":17592352673534}],"carrierId":"699272611","trackingNumber":"270324232756"}]""";

    private static AccountCredentials Test => new("a", "testkey", "testsecret") { AccessToken = "testtoken" };

    protected override string OrderListBody(long total, params string?[] numbers) =>
        TemuBodies.Good($$"""{"totalItemNum":{{total}},"pageItems":[{{string.Join(',', numbers.Select(Row))}}]}""");

    protected override string ErrorBody(string message) => TemuBodies.Error(3000004, message);

    private protected override string SignatureOf(StandInRequest request) =>
        Documented.Md5(Secret + Documented.Joined(request, SignatureField) + Secret);

    private protected override IConnector Create(StandIn platform, TimeProvider time)
    {
        var options = new TemuOptions { UsUrl = new(platform.Url, "/openapi/router") };
        return new TemuConnector(options, platform.Transport(options, time), time);
    }

    private static string Row(string? number) =>
        $$"""
            {"parentOrderMap":{{{(number is null ? "" : $"\"parentOrderSn\":\"{number}\",")}}"parentOrderStatus":4,
            "parentOrderTime":1714520000,"updateTime":1714528000},
            "orderList":[{"orderSn":"1","goodsId":2,"goodsName":"甲","skuId":3,"orderStatus":4,"quantity":1}]}
            """;

    private static string Signed(
        AccountCredentials account,
        string type,
        long seconds,
        params (string Name, TemuField Value)[] fields
    ) =>
        TemuRequest
            .Signed(
                account,
                type,
                DateTimeOffset.FromUnixTimeSeconds(seconds),
                fields.ToDictionary(field => field.Name, field => field.Value)
            )["sign"]
            .Text;
}
