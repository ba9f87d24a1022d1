using System.Text.Json;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

/// <summary>Drafts as Pinduoduo takes them.</summary>
internal static class PinduoduoDrafts
{
    public const string Fields = """
        {"cat_id":20111,"cost_template_id":7,"market_price":4400,"detail_gallery":["https://img.example.com/d.jpg"],
        "is_folt":true,"is_pre_sale":false,"is_refundable":true,"second_hand":false,"shipment_limit_second":86400,
        "sku_list":[{"spec_id_list":[20,5],"weight":500}]}
        """;

    /// <summary>A product with one variant.</summary>
    public static ProductDraft New(string code, string fields = Fields) =>
        new(code)
        {
            Titles = [new("en", "Dress"), new("zh", "连衣裙")],
            Images = [new("https://img.example.com/1.jpg"), new("https://img.example.com/2.jpg")],
            Variants =
            [
                new()
                {
                    SellerCode = $"{code}-R",
                    Prices = [Price(19m, 22m)],
                    Stock = [new(7)],
                    Image = new("https://img.example.com/3.jpg"),
                },
            ],
            PlatformFields = JsonDocument.Parse(fields).RootElement,
        };

    /// <summary>A change of one variant's price.</summary>
    public static ProductDraft Change(string id, string variant, decimal group, decimal? single) =>
        new("") { Id = id, Variants = [new() { Id = variant, Prices = [Price(group, single)] }] };

    public static ProductPrice Price(decimal group, decimal? single) =>
        new(new(group, "CNY")) { Regular = single is { } regular ? new(regular, "CNY") : null };
}
