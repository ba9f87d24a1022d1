using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.AliExpress;

namespace Integration.Sandbox.Platforms.Taobao;

/// <summary>Taobao's cross-border gateway (<c>api.taobao.global/rest</c>): an IOP gateway, whose paths are signed.</summary>
internal sealed class TaobaoGlobalProtocol : IopProtocol
{
    private static readonly string[] Languages = ["en", "vi", "ru", "ko", "ja"];
    private readonly PlatformShop _shop;

    public TaobaoGlobalProtocol(PlatformShop shop)
        : base(shop)
    {
        _shop = shop;
        Add("/traffic/item/get", new CallEntry(CallAccess.Shop, Item));
        AddTokenCalls();
    }

    public override string? NameOf(PlatformRequest request) => RestPathOf(request);

    private PlatformReply Item(PlatformCall call)
    {
        if (!string.Equals(call["item_resource"], "taobao", StringComparison.Ordinal))
        {
            return BadParameter(call, "item_resource");
        }

        if (call["language"] is not { } language || !Languages.Contains(language, StringComparer.Ordinal))
        {
            return BadParameter(call, "language");
        }

        var product = _shop.Fetch(call["item_id"]);
        if (product is not { Status: ProductStatus.OnSale })
        {
            // The platform's own code is not known.
            return Reply(CallOutcome.Gone, "ITEM_NOT_FOUND", "item not found", []);
        }

        return Reply(CallOutcome.Served, null, null, Content(product, language));
    }

    private PlatformReply Reply(CallOutcome outcome, string? code, string? message, JsonObject data) =>
        new(
            outcome,
            new JsonObject
            {
                ["code"] = "0",
                ["biz_error_code"] = code,
                ["biz_error_msg"] = message,
                ["data"] = data,
                ["request_id"] = _shop.NewRequestId(),
            }
        );

    // Prices in fen, in yuan only.
    private static JsonObject Content(CatalogueProduct product, string language) =>
        new()
        {
            ["item_id"] = product.Id,
            ["title"] = product.TitleIn("zh"),
            ["pic_urls"] = Wire.Texts(product.Images),
            ["description"] = product.DescriptionIn("zh"),
            ["price"] = product.PriceFen,
            ["promotion_price"] = product.PriceFen,
            ["properties"] = Wire.Many([Property(Words.Material, product.Material, "zh")]),
            ["sku_list"] = Wire.Many(product.Variants.Select(one => (JsonNode?)Sku(one))),
            ["multi_language_info"] = new JsonObject
            {
                ["language"] = language,
                ["title"] = product.TitleIn(language),
                ["properties"] = Wire.Many([Property(Words.Material, product.Material, language)]),
                ["sku_properties"] = Wire.Many(
                    product.Variants.Select(one =>
                        (JsonNode?)new JsonObject { ["sku_id"] = one.Id, ["properties"] = Properties(one, language) }
                    )
                ),
            },
        };

    private static JsonObject Sku(CatalogueVariant variant) =>
        new()
        {
            ["sku_id"] = variant.Id,
            ["quantity"] = variant.Stock,
            ["price"] = variant.PriceFen,
            ["promotion_price"] = variant.PriceFen,
            ["pic_url"] = variant.Image,
            ["properties"] = Properties(variant, "zh"),
        };

    private static JsonArray Properties(CatalogueVariant variant, string language) =>
        Wire.Many([
            Property(Words.Colour, variant.Colour, language),
            new JsonObject { ["prop_name"] = Words.Size.In(language), ["value_name"] = variant.Size },
        ]);

    private static JsonObject Property(Word name, Word value, string language) =>
        new() { ["prop_name"] = name.In(language), ["value_name"] = value.In(language) };
}
