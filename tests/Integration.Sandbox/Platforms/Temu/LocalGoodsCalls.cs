using System.Globalization;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Temu;

/// <summary>The seller's own goods.</summary>
internal sealed class LocalGoodsCalls(PlatformShop shop, TemuProtocol gateway)
{
    private const string Currency = "USD";
    private const long MaxPageSize = 100;
    private const long MaxPage = 1_000_000;

    /// <summary><c>bg.local.goods.list.query</c>.</summary>
    public PlatformReply List(PlatformCall call)
    {
        if (Fields.Number(call["pageNo"] ?? "1") is not (>= 1 and <= MaxPage and var page))
        {
            return gateway.BadParameter(call, "pageNo");
        }

        if (Fields.Number(call["pageSize"] ?? "10") is not (>= 1 and <= MaxPageSize and var asked))
        {
            return gateway.BadParameter(call, "pageSize");
        }

        if (Fields.Number(call["goodsSearchType"]) is not (1 or 4 or 5 or 6))
        {
            return gateway.BadParameter(call, "goodsSearchType");
        }

        var hits = shop.Catalogue.Products.Where(product => Matches(call, product)).ToArray();
        var size = shop.PageSize((int)asked);
        var rows = hits.Skip((int)((page - 1) * size)).Take(size);
        return TemuProtocol.Reply(
            new JsonObject
            {
                ["pageNo"] = page,
                ["total"] = hits.Length,
                ["goodsList"] = Wire.Many(rows.Select(product => (JsonNode?)Row(product))),
            }
        );
    }

    // Nothing of the sandbox is unpublished or a draft.
    private static bool Matches(PlatformCall call, CatalogueProduct product)
    {
        var isOfType = call["goodsSearchType"] switch
        {
            "1" => product.Status != ProductStatus.Deleted,
            "6" => product.Status == ProductStatus.Deleted,
            _ => false,
        };
        var made = product.Created.ToUnixTimeMilliseconds();
        return isOfType
            && made >= (Fields.Number(call["crtFrom"]) ?? 0)
            && made <= (Fields.Number(call["crtTo"]) ?? long.MaxValue)
            && (Fields.List(call["goodsIdList"])?.Contains(product.Id.ToString(CultureInfo.InvariantCulture)) ?? true);
    }

    private static JsonObject Row(CatalogueProduct product) =>
        new()
        {
            ["goodsId"] = product.Id,
            ["goodsName"] = product.TitleIn("en"),
            ["outGoodsSn"] = $"A-{product.Index}",
            ["catId"] = product.Category,
            ["price"] = Money.In(Currency, product.PriceFen),
            ["currency"] = Currency,
            ["quantity"] = product.Stock,
            ["thumbUrl"] = product.Images[0],
            ["skuInfoList"] = Wire.Many(
                product.Variants.Select(one => (JsonNode?)new JsonObject { ["skuId"] = one.Id })
            ),
        };
}
