using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>Other shops' goods by the affiliate programme: no token, no stock, no <c>goods_id</c> in answers, fen.</summary>
internal sealed partial class DdkCalls(PlatformShop shop, PinduoduoProtocol gateway)
{
    private const int MaxHits = 100;

    /// <summary><c>pdd.ddk.goods.search</c>: by id, page link, words, or signs.</summary>
    public PlatformReply Search(PlatformCall call)
    {
        IEnumerable<CatalogueProduct?> found;
        if (Fields.Json(call["goods_sign_list"]) is JsonArray signs)
        {
            found = signs.Select(sign => Promoted(OpaqueIds.NumberOf(sign?.ToString())));
        }
        else if (call["keyword"] is { } keyword)
        {
            found = Find(keyword);
        }
        else
        {
            return gateway.BadParameter(call, "keyword");
        }

        var rows = found.OfType<CatalogueProduct>().Select(product => (JsonNode?)Row(product)).ToArray();
        return gateway.Reply(
            "goods_search_response",
            new JsonObject { ["total_count"] = rows.Length, ["goods_list"] = Wire.Many(rows) },
            rows.Length == 0 ? CallOutcome.Gone : CallOutcome.Served
        );
    }

    /// <summary><c>pdd.ddk.goods.detail</c>: one sign a call; <c>goods_id</c> was withdrawn.</summary>
    public PlatformReply Detail(PlatformCall call)
    {
        if (call["goods_sign"] is not { } sign)
        {
            return gateway.BadParameter(call, call["goods_id"] is null ? "goods_sign" : "goods_id");
        }

        var details = new JsonArray();
        var product = shop.Fetch(OpaqueIds.NumberOf(sign));
        if (product is { Status: ProductStatus.OnSale })
        {
            var detail = Row(product);
            detail["goods_desc"] = product.DescriptionIn("zh");
            detail["goods_gallery_urls"] = Wire.Texts(product.Images);
            if (shop.Options.SkuGrant && call["need_sku_info"] is "true")
            {
                detail["sku_list"] = Wire.Many(product.Variants.Select(one => (JsonNode?)Sku(one)));
            }

            details.Add(detail);
        }

        return gateway.Reply(
            "goods_detail_response",
            new JsonObject { ["goods_details"] = details },
            details.Count == 0 ? CallOutcome.Gone : CallOutcome.Served
        );
    }

    /// <summary><c>pdd.ddk.url.short.parse</c>: the long link behind a short one of the affiliate programme.</summary>
    public PlatformReply Parse(PlatformCall call)
    {
        var link = ShortLink().Match(call["original_url"] ?? "");
        if (
            !link.Success
            || ShortCodes.NumberOf(link.Groups["code"].Value) is not { } id
            || shop.Catalogue.Find(id) is null
        )
        {
            return gateway.BadParameter(call, "original_url");
        }

        var sign = OpaqueIds.Of(id);
        var page = $"https://mobile.yangkeduo.com/duo_coupon_landing.html?goods_id={id}&pid=1_2&goods_sign={sign}";
        return gateway.Bare(new JsonObject { ["url"] = page });
    }

    private IEnumerable<CatalogueProduct?> Find(string keyword)
    {
        var link = GoodsId().Match(keyword);
        var id = link.Success ? link.Groups["id"].Value : keyword;
        if (Fields.Number(id) is not null)
        {
            return [Promoted(id)];
        }

        return shop
            .Catalogue.Products.Where(product =>
                product.Status == ProductStatus.OnSale
                && product.TitleIn("zh").Contains(keyword, StringComparison.Ordinal)
            )
            .Take(MaxHits);
    }

    private CatalogueProduct? Promoted(string? id) =>
        Fields.Number(id) is { } number && shop.Catalogue.Find(number) is { Status: ProductStatus.OnSale } product
            ? product
            : null;

    private JsonObject Row(CatalogueProduct product) =>
        new()
        {
            ["goods_sign"] = OpaqueIds.Of(product.Id),
            ["goods_name"] = product.TitleIn("zh"),
            ["goods_image_url"] = product.Images[0],
            ["goods_thumbnail_url"] = product.Images[0],
            ["min_group_price"] = product.PriceFen,
            ["min_normal_price"] = product.PriceFen + 300,
            ["mall_name"] = shop.Options.Accounts[0].Shop,
        };

    private static JsonObject Sku(CatalogueVariant variant) =>
        new()
        {
            ["min_group_price"] = variant.PriceFen,
            ["is_onsale"] = 1,
            ["sku_thumb_url"] = variant.Image,
            ["spec_list"] = Wire.Many([
                Spec(Words.Colour.Chinese, variant.Colour.Chinese),
                Spec(Words.Size.Chinese, variant.Size),
            ]),
        };

    private static JsonObject Spec(string parent, string value) =>
        new() { ["parent_spec_value"] = parent, ["spec_value"] = value };

    [GeneratedRegex("^https://p\\.pinduoduo\\.com/(?<code>[A-Za-z0-9]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ShortLink();

    [GeneratedRegex("[?&]goods_id=(?<id>[0-9]{1,18})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoodsId();
}
