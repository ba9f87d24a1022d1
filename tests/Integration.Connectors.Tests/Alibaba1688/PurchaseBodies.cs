using Integration.Orders;
using Integration.Platforms;

namespace Integration.Alibaba1688;

/// <summary>Buying at 1688 as its documents show it.</summary>
internal static class PurchaseBodies
{
    /// <summary>One of the errors that the documents list.</summary>
    public const string OutOfStock =
        """{"success":false,"code":"500_004","message":"商品[554456348334_b266]库存不足，请核实库存后订购。"}""";

    public const string Nothing = """{"result":[],"totalRecord":0}""";

    /// <summary>The documents' example of an order.</summary>
    public static OrderDraft Draft(string number) =>
        new()
        {
            Number = number,
            Lines =
            [
                new()
                {
                    ProductId = "554456348334",
                    VariantId = "b266e0726506185beaf205cbae88530d",
                    Quantity = 5,
                },
                new()
                {
                    ProductId = "554456348334",
                    VariantId = "2ba3d63866a71fbae83909d9b4814f01",
                    Quantity = 6,
                },
            ],
            Recipient = new()
            {
                Name = "张三",
                Mobile = "15251667788",
                Phone = "0517-88990077",
                PostalCode = "000000",
                Province = "浙江省",
                City = "杭州市",
                District = "滨江区",
                Street = "网商路699号",
            },
        };

    /// <summary>The buyer's list without an order of any number.</summary>
    public static StandInAnswer? NoEarlierOne(StandInRequest request) => Listed(request, Nothing);

    /// <summary>The buyer's list.</summary>
    public static StandInAnswer? Listed(StandInRequest request, string body) =>
        request.Path.Contains("alibaba.trade.getBuyerOrderList", StringComparison.Ordinal) ? new(body) : null;

    /// <summary>An order of the buyer's list.</summary>
    public static string Row(string id, params long[] pieces)
    {
        var lines = pieces.Select(
            (count, at) => $$"""{"subItemIDString":"{{id}}{{at}}","productID":554456348334,"quantity":{{count}}}"""
        );
        return $$$"""{"baseInfo":{"idOfStr":"{{{id}}}","status":"waitbuyerpay"},"productItems":[{{{string.Join(',', lines)}}}]}""";
    }

    public static string List(params string[] rows) =>
        $$"""{"result":[{{string.Join(',', rows)}}],"totalRecord":{{rows.Length}}}""";
}
