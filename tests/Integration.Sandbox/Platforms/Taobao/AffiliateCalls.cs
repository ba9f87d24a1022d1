using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Taobao;

/// <summary>Other shops' goods by the affiliate programme (apiId 64757).</summary>
internal sealed class AffiliateCalls(PlatformShop shop, TopProtocol top)
{
    private const int MostIds = 20;

    /// <summary>
    /// <c>taobao.tbk.item.details.upgrade.get</c>: up to 20 ids, numbers or the affiliate's own text. What is not there is
    /// left out; where nothing is left, <c>results</c> is empty.
    /// </summary>
    public PlatformReply Details(PlatformCall call)
    {
        var ids = call["item_id"]?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        if (ids.Length is 0 or > MostIds)
        {
            return top.BadParameter(call, "item_id");
        }

        var found = new List<JsonNode?>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (shop.Fetch(OpaqueIds.NumberOf(id) ?? id) is { Status: ProductStatus.OnSale } product)
            {
                found.Add(Item(product, id));
            }
        }

        return top.Reply(
            call,
            new JsonObject { ["results"] = Wire.Wrapped("tbk_item_detail", found) },
            found.Count == 0 ? CallOutcome.Gone : CallOutcome.Served
        );
    }

    private static JsonObject Item(CatalogueProduct product, string asked) =>
        new()
        {
            ["item_id"] = OpaqueIds.Of(product.Id),
            ["input_item_iid"] = asked,
            ["item_basic_info"] = new JsonObject
            {
                ["title"] = product.TitleIn("zh"),
                ["category_id"] = product.Category,
                ["pict_url"] = product.Images[0],
                ["small_images"] = Wire.Wrapped("string", product.Images.Select(url => (JsonNode?)url)),
                ["taobao_desc_url"] = $"https://desc.sandbox.test/{product.Id}.htm",
            },
            ["price_promotion_info"] = new JsonObject
            {
                ["reserve_price"] = Money.Yuan(product.PriceFen * 2),
                ["zk_final_price"] = Money.Yuan(product.PriceFen),
            },
            ["sku_list"] = Wire.Wrapped("tbk_item_detail_sku", product.Variants.Select(Sku)),
        };

    private static JsonObject Sku(CatalogueVariant variant) =>
        new()
        {
            ["property_list"] = Wire.Wrapped(
                "tbk_item_detail_sku_prop",
                [Property(Words.Colour.Chinese, variant.Colour.Chinese), Property(Words.Size.Chinese, variant.Size)]
            ),
            ["quantity"] = variant.Stock,
            ["sku_price_promotion_info"] = new JsonObject { ["sku_zk_final_price"] = Money.Yuan(variant.PriceFen) },
        };

    private static JsonObject Property(string name, string value) =>
        new() { ["property_text"] = name, ["value_text"] = value };
}
