using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>Creates goods, sets stock and prices: one product a call, the platform has no larger batches.</summary>
internal sealed class GoodsWriteCalls(PlatformShop shop, PinduoduoProtocol gateway)
{
    private const long MaxFen = 1_000_000_000;

    private static readonly string[] Required =
    [
        "goods_name",
        "goods_type",
        "cat_id",
        "cost_template_id",
        "country_id",
        "market_price",
        "carousel_gallery",
        "detail_gallery",
        "is_folt",
        "is_pre_sale",
        "is_refundable",
        "second_hand",
        "shipment_limit_second",
    ];

    /// <summary><c>pdd.goods.quantity.update</c>: one SKU, absolute (1) or by a difference (2).</summary>
    public PlatformReply UpdateQuantity(PlatformCall call)
    {
        var type = call["update_type"] ?? "1";
        var isDelta = type is "2";
        if (type is not ("1" or "2"))
        {
            return gateway.BadParameter(call, "update_type");
        }

        if (!long.TryParse(call["quantity"], out var quantity) || (!isDelta && quantity < 0))
        {
            return gateway.BadParameter(call, "quantity");
        }

        if (Fields.Number(call["goods_id"]) is not { } goods || Find(goods, call) is not { } variant)
        {
            return gateway.BadParameter(call, "goods_id") with { Outcome = CallOutcome.Gone };
        }

        var isTooLow = false;
        shop.Catalogue.Change(goods, product => ChangeStock(product, variant, isDelta, quantity, out isTooLow));
        return isTooLow
            ? gateway.BadParameter(call, "quantity")
            : gateway.Reply("goods_quantity_update_response", new JsonObject { ["is_success"] = true });
    }

    /// <summary><c>pdd.goods.sku.price.update</c>: SKUs of one product, all or none.</summary>
    public PlatformReply UpdatePrices(PlatformCall call)
    {
        if (
            Fields.Number(call["goods_id"]) is not { } goods
            || shop.Catalogue.Find(goods) is not { Status: not ProductStatus.Deleted } product
        )
        {
            return gateway.BadParameter(call, "goods_id") with { Outcome = CallOutcome.Gone };
        }

        if (Fields.Json(call["sku_price_list"]) is not JsonArray { Count: > 0 } list)
        {
            return gateway.BadParameter(call, "sku_price_list");
        }

        var prices = new Dictionary<long, long>();
        foreach (var row in list)
        {
            if (
                Fields.Number(row?["sku_id"]?.ToString()) is not { } sku
                || Fields.Number(row!["group_price"]?.ToString()) is not (> 0 and <= MaxFen and var group)
                || Fields.Number(row["single_price"]?.ToString()) is not (> 0 and <= MaxFen)
                || product.Variants.All(one => one.Id != sku)
                || !prices.TryAdd(sku, group)
            )
            {
                return gateway.BadParameter(call, "sku_price_list");
            }
        }

        shop.Catalogue.Change(
            goods,
            now =>
                now with
                {
                    Variants =
                    [
                        .. now.Variants.Select(one =>
                            prices.TryGetValue(one.Id, out var price) ? one with { PriceFen = price } : one
                        ),
                    ],
                }
        );
        return gateway.Reply(
            "goods_update_sku_price_response",
            new JsonObject { ["is_success"] = true, ["goods_commit_id"] = CommitOf(goods, call.Number) }
        );
    }

    /// <summary><c>pdd.goods.add</c>: one product, which then waits for review, off the shelf.</summary>
    public PlatformReply Add(PlatformCall call)
    {
        if (Array.Find(Required, field => call[field] is null) is { } missing)
        {
            return gateway.BadParameter(call, missing);
        }

        if (Fields.Number(call["market_price"]) is not (> 0 and <= MaxFen))
        {
            return gateway.BadParameter(call, "market_price");
        }

        if (TextsOf(call["carousel_gallery"]) is not { Length: > 0 } images)
        {
            return gateway.BadParameter(call, "carousel_gallery");
        }

        if (Skus(call["sku_list"]) is not { Length: > 0 } skus)
        {
            return gateway.BadParameter(call, "sku_list");
        }

        var added = shop.Catalogue.Add(made =>
            made with
            {
                GivenTitle = call["goods_name"],
                Images = images,
                Status = ProductStatus.OffShelf,
                Variants = [.. skus.Select((sku, number) => Variant(made, sku, number))],
            }
        );
        return added is null
            ? gateway.BadParameter(call, "goods_name")
            : gateway.Reply(
                "goods_add_response",
                new JsonObject { ["goods_id"] = added.Id, ["goods_commit_id"] = CommitOf(added.Id, call.Number) }
            );
    }

    private CatalogueVariant? Find(long goods, PlatformCall call)
    {
        var product = shop.Catalogue.Find(goods);
        if (product is not { Status: not ProductStatus.Deleted })
        {
            return null;
        }

        return Fields.Number(call["sku_id"]) is { } sku
            ? product.Variants.FirstOrDefault(one => one.Id == sku)
            : product.Variants.FirstOrDefault(one =>
                string.Equals(one.OuterId, call["outer_id"], StringComparison.Ordinal)
            );
    }

    private static CatalogueProduct ChangeStock(
        CatalogueProduct product,
        CatalogueVariant variant,
        bool isDelta,
        long quantity,
        out bool isTooLow
    )
    {
        var old = product.Variants.First(one => one.Id == variant.Id);
        var stock = isDelta ? old.Stock + quantity : quantity;
        isTooLow = stock < 0;
        return isTooLow
            ? product
            : product with
            {
                Variants = [.. product.Variants.Select(one => one.Id == variant.Id ? one with { Stock = stock } : one)],
            };
    }

    private static CatalogueVariant Variant(CatalogueProduct made, NewSku sku, int number) =>
        new()
        {
            Id = made.Variants[0].Id + number,
            OuterId = sku.OuterId ?? $"A-{made.Index}-{number}",
            Colour = Words.Colours[number % Words.Colours.Length],
            Size = Words.Sizes[number / Words.Colours.Length % Words.Sizes.Length],
            PriceFen = sku.GroupPrice,
            Stock = sku.Quantity,
            Image = sku.Image,
        };

    // At most 100: ids of a product's SKUs are a hundred apart.
    private static NewSku[]? Skus(string? text)
    {
        if (Fields.Json(text) is not JsonArray { Count: <= 100 } list)
        {
            return null;
        }

        var skus = new List<NewSku>();
        foreach (var row in list)
        {
            if (
                row is not JsonObject sku
                || Fields.Json(sku["spec_id_list"]?.ToString()) is not JsonArray
                || Fields.Number(sku["multi_price"]?.ToString()) is not (> 0 and <= MaxFen and var group)
                || Fields.Number(sku["price"]?.ToString()) is not (> 0 and <= MaxFen and var single)
                || single < group
                || Fields.Number(sku["quantity"]?.ToString()) is not { } quantity
                || sku["thumb_url"]?.ToString() is not { Length: > 0 } image
            )
            {
                return null;
            }

            skus.Add(new NewSku(group, quantity, image, sku["out_sku_sn"]?.ToString()));
        }

        return [.. skus];
    }

    private static string[]? TextsOf(string? json) =>
        Fields.Json(json) is JsonArray list ? [.. list.Select(one => one?.ToString() ?? "")] : null;

    private static long CommitOf(long goods, long number) => (long)(Seeds.Mix(goods, number) % 100_000_000_000);

    private sealed record NewSku(long GroupPrice, long Quantity, string Image, string? OuterId);
}
