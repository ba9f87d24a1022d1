using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>The seller's own goods. Prices in fen.</summary>
internal sealed class GoodsCalls(PlatformShop shop, PinduoduoProtocol gateway)
{
    private const long MaxPageSize = 100;
    private const long MaxPage = 1_000_000;
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(7);

    /// <summary><c>pdd.goods.list.get</c>: without prices; of the three filters the first that is given counts.</summary>
    public PlatformReply List(PlatformCall call)
    {
        if (Fields.Number(call["page"] ?? "1") is not (>= 1 and <= MaxPage and var page))
        {
            return gateway.BadParameter(call, "page");
        }

        if (Fields.Number(call["page_size"] ?? "100") is not (>= 1 and <= MaxPageSize and var size))
        {
            return gateway.BadParameter(call, "page_size");
        }

        var from = Fields.Number(call["created_at_from"]);
        var end = Fields.Number(call["created_at_end"]);
        if (from is not null && end is not null && end - from > MaxWindow.TotalSeconds)
        {
            return gateway.BadParameter(call, "created_at_from");
        }

        var filter = Filter(call);
        var hits = shop
            .Catalogue.Products.Where(product =>
                product.Status != ProductStatus.Deleted
                && filter(product)
                && (from is null || product.Created.ToUnixTimeSeconds() >= from)
                && (end is null || product.Created.ToUnixTimeSeconds() <= end)
            )
            .ToArray();
        var length = shop.PageSize((int)size);
        var rows = hits.Skip((int)((page - 1) * length)).Take(length);
        return gateway.Reply(
            "goods_list_get_response",
            new JsonObject
            {
                ["total_count"] = hits.Length,
                ["goods_list"] = Wire.Many(rows.Select(product => (JsonNode?)Row(product))),
            }
        );
    }

    /// <summary><c>pdd.goods.detail.get</c>.</summary>
    public PlatformReply Detail(PlatformCall call)
    {
        if (call["goods_id"] is not { } id)
        {
            return gateway.BadParameter(call, "goods_id");
        }

        return shop.Fetch(id) is { } product
            ? gateway.Reply("goods_detail_get_response", Content(product))
            : gateway.BadParameter(call, "goods_id") with
            {
                Outcome = CallOutcome.Gone,
            };
    }

    private static Func<CatalogueProduct, bool> Filter(PlatformCall call)
    {
        if (call["is_onsale"] is { } onSale)
        {
            return product => (product.Status == ProductStatus.OnSale) == onSale is "1";
        }

        if (call["outer_id"] is { } outer)
        {
            return product => product.Variants.Any(one => string.Equals(one.OuterId, outer, StringComparison.Ordinal));
        }

        var name = call["goods_name"] ?? "";
        return product => product.TitleIn("zh").Contains(name, StringComparison.Ordinal);
    }

    private static JsonObject Row(CatalogueProduct product) =>
        new()
        {
            ["goods_id"] = product.Id,
            ["goods_name"] = product.TitleIn("zh"),
            ["image_url"] = product.Images[0],
            ["thumb_url"] = product.Images[0],
            ["is_onsale"] = product.Status == ProductStatus.OnSale ? 1 : 0,
            ["goods_quantity"] = product.Stock,
            ["created_at"] = product.Created.ToUnixTimeSeconds(),
            ["sku_list"] = Wire.Many(
                product.Variants.Select(one =>
                    (JsonNode?)
                        new JsonObject
                        {
                            ["sku_id"] = one.Id,
                            ["spec"] = $"{one.Colour.Chinese},{one.Size}",
                            ["outer_id"] = one.OuterId,
                            ["sku_quantity"] = one.Stock,
                            ["reserve_quantity"] = 0,
                            ["is_sku_onsale"] = 1,
                        }
                )
            ),
        };

    private static JsonObject Content(CatalogueProduct product) =>
        new()
        {
            ["goods_id"] = product.Id,
            ["goods_name"] = product.TitleIn("zh"),
            ["goods_desc"] = product.DescriptionIn("zh"),
            ["cat_id"] = product.Category,
            ["carousel_gallery_list"] = Wire.Texts(product.Images),
            ["detail_gallery_list"] = Wire.Texts(product.Images),
            ["goods_property_list"] = Wire.Many([
                new JsonObject
                {
                    ["ref_pid"] = 317,
                    ["vid"] = 0,
                    ["vvalue"] = product.Material.Chinese,
                },
            ]),
            ["market_price"] = product.PriceFen * 2,
            ["status"] =
                product.Status != ProductStatus.OnSale ? 2
                : product.Stock == 0 ? 3
                : 1,
            ["sku_list"] = Wire.Many(product.Variants.Select(one => (JsonNode?)Sku(one))),
        };

    private static JsonObject Sku(CatalogueVariant variant) =>
        new()
        {
            ["sku_id"] = variant.Id,
            ["out_sku_sn"] = variant.OuterId,
            ["multi_price"] = variant.PriceFen,
            ["price"] = variant.PriceFen + 300,
            ["quantity"] = variant.Stock,
            ["is_onsale"] = 1,
            ["weight"] = 500,
            ["thumb_url"] = variant.Image,
            ["spec"] = Wire.Many([
                Spec(Words.Colour.Chinese, variant.Colour.Chinese),
                Spec(Words.Size.Chinese, variant.Size),
            ]),
        };

    private static JsonObject Spec(string parent, string name) =>
        new()
        {
            ["parent_name"] = parent,
            ["spec_name"] = name,
            ["spec_id"] = (long)(Seeds.Mix(Seeds.Of(parent), Seeds.Of(name)) % 1_000_000),
        };
}
