namespace Integration.Vendure;

/// <summary>Answers as a Vendure 3.7 gave them.</summary>
internal static class VendureBodies
{
    public const string Code = "M4YRVAZT5QNKEJ8W";

    public const string Delivered = """
        {"state":"Delivered","method":"parcel","trackingCode":"T6","updatedAt":"2026-11-27T08:31:16.768Z",
        "lines":[{"orderLineId":"7","quantity":3}]}
        """;

    public const string NoneYet = """{"data":{"orders":{"totalItems":0,"items":[]}}}""";

    /// <summary>The answer with one order, in a state, with these fulfilments.</summary>
    public static string One(string fulfilments, string state = "Delivered") =>
        $$$$"""
            {"data":{"orders":{"totalItems":1,"items":[{"id":"6","code":"{{{{Code}}}}","state":"{{{{state}}}}","type":"Regular",
            "createdAt":"2026-11-27T08:31:13.485Z","updatedAt":"2026-11-27T08:31:13.871Z","orderPlacedAt":"2026-11-27T08:31:14.719Z",
            "currencyCode":"USD","totalWithTax":57703,"history":{"items":[
            {"createdAt":"2026-11-27T08:31:16.768Z","type":"ORDER_STATE_TRANSITION","data":{"from":"Shipped","to":"Delivered"}},
            {"createdAt":"2026-11-27T08:31:16.768Z","type":"ORDER_FULFILLMENT_TRANSITION","data":{"fulfillmentId":5,"from":"Shipped","to":"Delivered"}},
            {"createdAt":"2026-11-27T08:31:16.458Z","type":"ORDER_STATE_TRANSITION","data":{"from":"PaymentSettled","to":"Shipped"}},
            {"createdAt":"2026-11-27T08:31:14.518Z","type":"ORDER_STATE_TRANSITION","data":{"from":"ArrangingPayment","to":"PaymentSettled"}}]},
            "fulfillments":{{{{fulfilments}}}},"payments":[{"state":"Settled","updatedAt":"2026-11-27T08:31:14.518Z"}],
            "lines":[{"id":"7","quantity":3,"unitPriceWithTax":13090,"productVariant":{"id":"11","name":"连衣裙","product":{"id":"12"}}},
            {"id":"8","quantity":1,"unitPriceWithTax":17850,"productVariant":{"id":"15","name":"Product 15","product":{"id":"16"}}}]}]}}}
            """;

    /// <summary>An answer that was refused, told beside the data.</summary>
    public static string Error(string code, string message = "no") =>
        $$$"""{"errors":[{"message":"{{{message}}}","locations":[{"line":1,"column":2}],"path":["orders"],"extensions":{"code":"{{{code}}}"}}],"data":null}""";
}
