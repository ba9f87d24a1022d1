using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Alibaba1688;

/// <summary>
/// Offers, the seller's own and other shops'. Every 25th has no translation; every 20th has no price on its SKUs, only a price
/// for quantities.
/// </summary>
internal sealed class OfferCalls(PlatformShop shop, Alibaba1688Protocol gateway)
{
    private const int MaxPageSize = 20;
    private const int MaxPage = 1_000_000;

    /// <summary><c>product.search.queryProductDetail</c>: one offer; <c>country</c> is a language, and an unknown one is no error.</summary>
    public PlatformReply CrossBorderDetail(PlatformCall call)
    {
        if (
            Parsed(call["offerDetailParam"]) is not JsonObject asked
            || asked["offerId"]?.ToString() is not { Length: > 0 } id
            || asked["country"]?.ToString() is not { Length: > 0 } language
        )
        {
            return gateway.Missing(call, "offerDetailParam");
        }

        var currency = asked["currency"]?.ToString() ?? "CNY";
        if (Money.In(currency, 0) is null)
        {
            return gateway.Missing(call, "offerDetailParam.currency");
        }

        if (shop.Fetch(id) is not { } product)
        {
            return new PlatformReply(
                CallOutcome.Gone,
                new JsonObject
                {
                    ["result"] = new JsonObject
                    {
                        ["success"] = false,
                        ["code"] = "SP0056",
                        ["message"] = "商品不存在",
                    },
                }
            );
        }

        return PlatformReply.Served(
            new JsonObject
            {
                ["result"] = new JsonObject
                {
                    ["success"] = true,
                    ["code"] = "200",
                    ["result"] = CrossBorderOffer.Content(product, language, currency),
                },
            }
        );
    }

    /// <summary><c>alibaba.product.get</c>: one of the seller's own.</summary>
    public PlatformReply Detail(PlatformCall call)
    {
        if (call["productID"] is not { } id)
        {
            return gateway.Missing(call, "productID");
        }

        if (call["webSite"] is null)
        {
            return gateway.Missing(call, "webSite");
        }

        return shop.Fetch(id) is { } product
            ? PlatformReply.Served(new JsonObject { ["productInfo"] = Offer(product) })
            : new PlatformReply(
                CallOutcome.Gone,
                new JsonObject
                {
                    ["success"] = false,
                    ["code"] = "SP0056",
                    ["message"] = "商品不存在",
                }
            );
    }

    /// <summary><c>alibaba.product.list.get</c>: pages of at most 20, a larger size is cut to that.</summary>
    public PlatformReply List(PlatformCall call)
    {
        if (!TryNumber(call["pageNo"], 1, MaxPage, out var page))
        {
            return gateway.Missing(call, "pageNo");
        }

        if (!TryNumber(call["pageSize"], MaxPageSize, int.MaxValue, out var size))
        {
            return gateway.Missing(call, "pageSize");
        }

        size = shop.PageSize(Math.Min(size, MaxPageSize));
        var hits = Ordered(call, shop.Catalogue.Products.Where(Filter(call))).ToArray();
        var rows = hits.Skip((page - 1) * size).Take(size);
        return PlatformReply.Served(
            new JsonObject
            {
                ["success"] = true,
                ["result"] = new JsonObject
                {
                    ["pageResult"] = new JsonObject
                    {
                        ["pageIndex"] = page,
                        ["sizePerPage"] = size,
                        ["totalRecords"] = hits.Length,
                        ["resultList"] = Wire.Many(rows.Select(product => (JsonNode?)Offer(product))),
                    },
                },
            }
        );
    }

    private static Func<CatalogueProduct, bool> Filter(PlatformCall call)
    {
        var statuses = TextsOf(call["statusList"]);
        var ids = TextsOf(call["productIds"]);
        var start = ChinaTime.ParseDigits(call["startModifyTime"]);
        var end = ChinaTime.ParseDigits(call["endModifyTime"]);
        return product =>
            product.Status != ProductStatus.Deleted
            && (statuses is null || statuses.Contains(CrossBorderOffer.StatusText(product), StringComparer.Ordinal))
            && (ids is null || ids.Contains(product.Id.ToString(), StringComparer.Ordinal))
            && (start is null || product.Modified >= start)
            && (end is null || product.Modified <= end)
            && (call["subjectKey"] is not { } text || product.TitleIn("zh").Contains(text, StringComparison.Ordinal))
            && (
                call["cargoNumber"] is not { } cargo
                || product.Variants.Any(one => string.Equals(one.OuterId, cargo, StringComparison.Ordinal))
            );
    }

    private static IOrderedEnumerable<CatalogueProduct> Ordered(
        PlatformCall call,
        IEnumerable<CatalogueProduct> products
    ) =>
        string.Equals(call["orderByType"], "ASC", StringComparison.OrdinalIgnoreCase)
            ? products.OrderBy(product => product.Modified).ThenBy(product => product.Id)
            : products.OrderByDescending(product => product.Modified).ThenByDescending(product => product.Id);

    private static JsonObject Offer(CatalogueProduct product) =>
        new()
        {
            ["productID"] = product.Id,
            ["subject"] = product.TitleIn("zh"),
            ["description"] = product.DescriptionIn("zh"),
            ["status"] = CrossBorderOffer.StatusText(product),
            ["categoryID"] = product.Category,
            ["createTime"] = ChinaTime.DigitText(product.Created),
            ["modifyTime"] = ChinaTime.DigitText(product.Modified),
            ["lastUpdateTime"] = ChinaTime.DigitText(product.Modified),
            ["image"] = new JsonObject { ["images"] = Wire.Texts(product.Images) },
            ["saleInfo"] = new JsonObject
            {
                ["unit"] = "件",
                ["amountOnSale"] = product.Stock,
                ["quoteType"] = 1,
                ["priceRanges"] = Wire.Many([
                    new JsonObject { ["startQuantity"] = 1, ["price"] = product.PriceFen / 100m },
                ]),
            },
            ["skuInfos"] = Wire.Many(product.Variants.Select(one => (JsonNode?)Sku(one))),
        };

    private static JsonObject Sku(CatalogueVariant variant) =>
        new()
        {
            ["skuId"] = variant.Id,
            ["specId"] = CrossBorderOffer.SpecOf(variant),
            ["cargoNumber"] = variant.OuterId,
            ["amountOnSale"] = variant.Stock,
            ["price"] = variant.PriceFen / 100m,
            ["retailPrice"] = variant.PriceFen * 2 / 100m,
            ["attributes"] = Wire.Many([
                Attribute(Words.Colour.Chinese, variant.Colour.Chinese, variant.Image),
                Attribute(Words.Size.Chinese, variant.Size, null),
            ]),
        };

    private static JsonObject Attribute(string name, string value, string? image)
    {
        var attribute = new JsonObject { ["attributeDisplayName"] = name, ["attributeValue"] = value };
        if (image is not null)
        {
            attribute["skuImageUrl"] = image;
        }

        return attribute;
    }

    private static bool TryNumber(string? text, int byDefault, int most, out int number)
    {
        number = byDefault;
        return text is null
            || (
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && number >= 1
                && number <= most
            );
    }

    private static string[]? TextsOf(string? json) =>
        Parsed(json) is JsonArray list ? [.. list.Select(one => one?.ToString() ?? "")] : null;

    private static JsonNode? Parsed(string? json)
    {
        try
        {
            return json is null ? null : JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
