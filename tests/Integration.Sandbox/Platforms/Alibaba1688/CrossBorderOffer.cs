using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Alibaba1688;

/// <summary>An offer as the cross-border detail shows it.</summary>
internal static class CrossBorderOffer
{
    public static string StatusText(CatalogueProduct product) =>
        product.Status == ProductStatus.OnSale ? "published" : "member expired";

    public static string SpecOf(CatalogueVariant variant) => Seeds.Mix(variant.Id, 1688).ToString("x16");

    public static JsonObject Content(CatalogueProduct product, string language, string currency)
    {
        // A wrong language and a missing translation look alike: the Chinese text.
        var isTranslated =
            product.Index % 25 != 24 && CatalogueProduct.Languages.Contains(language, StringComparer.Ordinal);
        var shown = isTranslated ? language : "zh";
        return new JsonObject
        {
            ["offerId"] = product.Id,
            ["categoryId"] = product.Category,
            ["subject"] = product.TitleIn("zh"),
            ["subjectTrans"] = product.TitleIn(shown),
            ["description"] = product.DescriptionIn("zh"),
            ["descriptionTrans"] = product.DescriptionIn(shown),
            ["status"] = StatusText(product),
            ["minOrderQuantity"] = 1,
            ["productImage"] = new JsonObject { ["images"] = Wire.Texts(product.Images) },
            ["productAttribute"] = Wire.Many([Attribute(Words.Material, product.Material, shown)]),
            ["productSkuInfos"] = Wire.Many(
                product.Variants.Select(one => (JsonNode?)Sku(product, one, shown, currency))
            ),
            ["productSaleInfo"] = new JsonObject
            {
                ["amountOnSale"] = product.Stock,
                ["priceRangeList"] = Wire.Many([
                    new JsonObject { ["startQuantity"] = 1, ["price"] = Money.In(currency, product.PriceFen) },
                    new JsonObject
                    {
                        ["startQuantity"] = 100,
                        ["price"] = Money.In(currency, product.PriceFen * 9 / 10),
                    },
                ]),
            },
        };
    }

    private static JsonObject Sku(CatalogueProduct product, CatalogueVariant variant, string language, string currency)
    {
        var colour = Attribute(Words.Colour, variant.Colour, language);
        colour["skuImageUrl"] = variant.Image;
        var sku = new JsonObject
        {
            ["skuId"] = variant.Id,
            ["specId"] = SpecOf(variant),
            ["amountOnSale"] = variant.Stock,
            ["cargoNumber"] = variant.OuterId,
            ["skuAttributes"] = Wire.Many([
                colour,
                new JsonObject
                {
                    ["attributeName"] = Words.Size.Chinese,
                    ["attributeNameTrans"] = Words.Size.In(language),
                    ["value"] = variant.Size,
                    ["valueTrans"] = variant.Size,
                },
            ]),
        };
        if (product.Index % 20 != 19)
        {
            sku["price"] = Money.In(currency, variant.PriceFen);
        }

        return sku;
    }

    private static JsonObject Attribute(Word name, Word value, string language) =>
        new()
        {
            ["attributeName"] = name.Chinese,
            ["attributeNameTrans"] = name.In(language),
            ["value"] = value.Chinese,
            ["valueTrans"] = value.In(language),
        };
}
