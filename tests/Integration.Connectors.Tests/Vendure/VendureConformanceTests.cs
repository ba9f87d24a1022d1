using Integration.Platforms;

namespace Integration.Vendure;

public sealed class VendureConformanceTests : OrderConformance
{
    private const string TwoParcels = $$"""
        [{{VendureBodies.Delivered}},{"state":"Shipped","method":"parcel","trackingCode":"T7","updatedAt":"2026-11-27T08:31:16.500Z",
        "lines":[{"orderLineId":"8","quantity":1}]}]
        """;

    protected override string OrderNumber => VendureBodies.Code;

    protected override bool TellsShipBy => false;

    protected override string OrderBody => VendureBodies.One(TwoParcels);

    protected override string LooseOrderBody =>
        $$$$$"""
            {"data":{"orders":{"totalItems":"1","items":{"id":6,"code":"{{{{{VendureBodies.Code}}}}}","state":"Delivered","type":"Regular",
            "createdAt":"2026-11-27T08:31:13.485Z","updatedAt":"2026-11-27T08:31:13.871Z","orderPlacedAt":"2026-11-27T09:31:14.719+01:00",
            "currencyCode":"usd","totalWithTax":"57703","history":{"items":[
            {"createdAt":"2026-11-27T08:31:16.768Z","type":"ORDER_STATE_TRANSITION","data":"{\"to\":\"Delivered\"}"},
            {"createdAt":"2026-11-27T08:31:16.458Z","type":"ORDER_STATE_TRANSITION","data":[{"to":"Shipped"}]},
            {"createdAt":"2026-11-27T08:31:14.518Z","type":"ORDER_STATE_TRANSITION","data":{"to":"PaymentSettled"}}]},
            "fulfillments":[{"state":"Delivered","method":"parcel","trackingCode":"T6","updatedAt":"2026-11-27T08:31:16.768Z",
            "lines":{"orderLineId":7,"quantity":"3"}},{"state":"Shipped","method":"parcel","trackingCode":"T7","lines":{"orderLineId":8}}],
            "payments":{"updatedAt":"2026-11-27T08:31:14.518Z"},
            "lines":[{"id":7,"quantity":"3","unitPriceWithTax":"13090","productVariant":{"id":11,"name":"连衣裙","product":{"id":12}}},
            {"id":8,"quantity":"1","unitPriceWithTax":17850.0,"productVariant":{"id":15,"name":"Product 15","product":{"id":16}}}]}}}}
            """;

    protected override string UnknownStatusBody => VendureBodies.One("[]", state: "AwaitingPickup");

    protected override string[] UnpackedBodies =>
        [
            VendureBodies.One("[]"),
            VendureBodies.One("null"),
            VendureBodies.One("""[{"state":"Pending","method":"parcel","trackingCode":"","lines":[]}]"""),
            VendureBodies.One("""[{"state":"Pending","method":"parcel","trackingCode":null,"lines":[]}]"""),
            VendureBodies.One("""[{"state":"Cancelled","method":"parcel","trackingCode":"T6","lines":[]}]"""),
        ];

    protected override string GoneOrderBody => VendureBodies.NoneYet;

    protected override string ListBody =>
        """
            {"data":{"products":{"totalItems":3,"items":[{"id":"1","name":"甲","enabled":true,"updatedAt":"2026-11-27T08:00:00.000Z",
            "featuredAsset":{"preview":"https://img.example.com/1.jpg"},"variants":[{"sku":"A","priceWithTax":1990,"currencyCode":"USD",
            "updatedAt":"2026-11-27T08:00:00.000Z","stockLevels":[{"stockOnHand":7,"stockAllocated":2,"updatedAt":"2026-11-27T08:10:00.000Z"}]}]},
            {"id":"2","name":"乙","enabled":false,"variants":[]}]}}}
            """;

    protected override string LastListBody =>
        """{"data":{"products":{"totalItems":3,"items":[{"id":3,"name":"丙"}]}}}""";

    protected override string EmptyListBody => """{"data":{"products":{"totalItems":0,"items":[]}}}""";

    protected override string ThrottledBody => VendureBodies.Error("TOO_MANY_REQUESTS");

    protected override TimeSpan ThrottledWait => TimeSpan.FromSeconds(5);

    protected override string ExpiredTokenBody =>
        VendureBodies.Error("FORBIDDEN", "You are not currently authorized to perform this action");

    protected override string NotAllowedBody => VendureBodies.Error("CHANNEL_NOT_FOUND");

    protected override string[] ConnectionTestBodies => [VendureBodies.NoneYet];

    // Nothing is signed: the session's token stands in a header.
    protected override string SignatureField => "Authorization";

    protected override IEnumerable<(string Name, string Actual, string Expected)> Vectors =>
        [("the header", "Bearer " + Token, "Bearer access-token-1234")];

    protected override string OrderListBody(long total, params string?[] numbers) =>
        $$$$"""{"data":{"orders":{"totalItems":{{{{total}}}},"items":[{{{{string.Join(',', numbers.Select(Row))}}}}]}}}""";

    protected override string ErrorBody(string message) => VendureBodies.Error("USER_INPUT_ERROR", message);

    private protected override string SignatureOf(StandInRequest request) => "Bearer " + Token;

    private protected override IConnector Create(StandIn platform, TimeProvider time)
    {
        var options = new VendureOptions { ShopUrl = new(platform.Url, "/admin-api") };
        return new VendureConnector(options, platform.Transport(options, time));
    }

    private static string Row(string? number) =>
        $$$$"""
            {{{{{(
                number is null ? "" : $"\"code\":\"{number}\","
            )}}}}"state":"Shipped","updatedAt":"2026-11-27T08:31:13.871Z",
            "fulfillments":[],"lines":[{"id":"1","quantity":1,"productVariant":{"id":"2","name":"甲","product":{"id":"3"}}}]}
            """;
}
