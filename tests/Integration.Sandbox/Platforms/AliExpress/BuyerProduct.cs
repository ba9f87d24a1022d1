using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.AliExpress;

/// <summary>
/// A product as <c>aliexpress.ds.product.get</c> shows it. Every tenth is also sent from Spain: its SKUs come once for each
/// warehouse, with that warehouse's stock. Every fiftieth is sold in the United States only.
/// </summary>
internal static class BuyerProduct
{
    public static bool ShipsTo(CatalogueProduct product, string country) =>
        product.Index % 50 != 49 || string.Equals(country, "US", StringComparison.Ordinal);

    public static string StatusText(CatalogueProduct product) =>
        product.Status == ProductStatus.OnSale ? "onSelling" : "offline";

    public static JsonObject Content(CatalogueProduct product, string language, string currency) =>
        new()
        {
            ["ae_item_base_info_dto"] = new JsonObject
            {
                ["product_id"] = product.Id,
                ["subject"] = product.TitleIn(language),
                ["detail"] = $"<p>{product.DescriptionIn(language)}</p><img src=\"{product.Images[0]}\">",
                ["product_status_type"] = StatusText(product),
                ["category_id"] = product.Category,
                ["currency_code"] = currency,
            },
            ["ae_multimedia_info_dto"] = new JsonObject { ["image_urls"] = string.Join(';', product.Images) },
            ["ae_item_properties"] = Wire.Wrapped(
                "ae_item_property",
                [
                    new JsonObject
                    {
                        ["attr_name"] = Words.Material.In(language),
                        ["attr_value"] = product.Material.In(language),
                    },
                ]
            ),
            ["ae_item_sku_info_dtos"] = Wire.Wrapped(
                "ae_item_sku_info_d_t_o",
                product.Variants.SelectMany(one => Skus(product, one, language, currency))
            ),
        };

    private static IEnumerable<JsonNode?> Skus(
        CatalogueProduct product,
        CatalogueVariant variant,
        string language,
        string currency
    )
    {
        if (product.Index % 10 != 9)
        {
            return [Sku(variant, language, currency, null, variant.Stock, variant.Id)];
        }

        var abroad = variant.Stock / 3;
        return
        [
            Sku(variant, language, currency, "China", variant.Stock - abroad, variant.Id),
            Sku(variant, language, currency, "Spain", abroad, variant.Id + 50),
        ];
    }

    private static JsonObject Sku(
        CatalogueVariant variant,
        string language,
        string currency,
        string? warehouse,
        long stock,
        long id
    )
    {
        var colour = Property(14, Words.Colour.In(language), variant.Colour.In(language));
        colour["sku_image"] = variant.Image;
        var properties = new List<JsonNode?> { colour, Property(5, Words.Size.In(language), variant.Size) };
        if (warehouse is not null)
        {
            properties.Add(Property(200007763, Words.ShipsFrom.In(language), warehouse));
        }

        return new JsonObject
        {
            ["sku_id"] = id.ToString(),
            ["sku_attr"] = string.Join(
                ';',
                properties.Select(one => $"{one!["sku_property_id"]}:{one["property_value_id"]}")
            ),
            ["sku_price"] = Money.In(currency, variant.PriceFen * 2),
            ["offer_sale_price"] = Money.In(currency, variant.PriceFen),
            ["sku_available_stock"] = stock,
            ["currency_code"] = currency,
            ["ae_sku_property_dtos"] = Wire.Wrapped("ae_sku_property_d_t_o", properties),
        };
    }

    private static JsonObject Property(long id, string name, string value) =>
        new()
        {
            ["sku_property_id"] = id,
            ["sku_property_name"] = name,
            ["property_value_id"] = (long)(Seeds.Mix(id, Seeds.Of(value)) % 1_000_000),
            ["sku_property_value"] = value,
            ["property_value_definition_name"] = value,
        };
}
