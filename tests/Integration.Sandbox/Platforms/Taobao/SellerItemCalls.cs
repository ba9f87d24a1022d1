using System.Globalization;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Taobao;

/// <summary>The seller's own goods (apiId 18 and its sisters).</summary>
internal sealed class SellerItemCalls(PlatformShop shop, TopProtocol top)
{
    private const int DefaultPageSize = 40;
    private const int MaxPageSize = 200;
    private const long MaxRows = 20_000;
    private const int MaxInventoryPage = 101;

    /// <summary><c>taobao.items.onsale.get</c>.</summary>
    public PlatformReply OnSale(PlatformCall call) => List(call, ProductStatus.OnSale);

    /// <summary><c>taobao.items.inventory.get</c>: what is not on sale; pages up to 101.</summary>
    public PlatformReply Inventory(PlatformCall call) => List(call, ProductStatus.OffShelf);

    /// <summary><c>taobao.item.seller.get</c>: one product.</summary>
    public PlatformReply Detail(PlatformCall call)
    {
        if (FieldsOf(call) is not { } fields)
        {
            return top.BadParameter(call, "fields");
        }

        return shop.Fetch(call["num_iid"]) is { } product
            ? top.Reply(call, new JsonObject { ["item"] = Item(product, fields) })
            : top.BadParameter(call, "num_iid") with
            {
                Outcome = CallOutcome.Gone,
            };
    }

    private PlatformReply List(PlatformCall call, ProductStatus status)
    {
        if (FieldsOf(call) is not { } fields)
        {
            return top.BadParameter(call, "fields");
        }

        var page = Number(call["page_no"], 1);
        var size = Number(call["page_size"], DefaultPageSize);
        if (size is null or < 1 or > MaxPageSize)
        {
            return top.BadParameter(call, "page_size");
        }

        var isTooFar = status == ProductStatus.OffShelf ? page > MaxInventoryPage : (long?)page * size > MaxRows;
        if (page is null or < 1 || isTooFar)
        {
            return top.BadParameter(call, "page_no");
        }

        if (!TryInstant(call["start_modified"], out var start) || !TryInstant(call["end_modified"], out var end))
        {
            return top.BadParameter(call, "start_modified");
        }

        var hits = shop
            .Catalogue.Products.Where(product =>
                product.Status == status
                && (start is null || product.Modified >= start)
                && (end is null || product.Modified <= end)
                && (call["q"] is not { } text || product.TitleIn("zh").Contains(text, StringComparison.Ordinal))
            )
            .ToArray();
        var ordered = string.Equals(call["order_by"], "modified:asc", StringComparison.Ordinal)
            ? hits.OrderBy(product => product.Modified).ThenBy(product => product.Id)
            : hits.OrderByDescending(product => product.Modified).ThenByDescending(product => product.Id);
        var content = new JsonObject { ["total_results"] = hits.Length };
        var length = shop.PageSize(size.Value);
        var rows = ordered.Skip((page.Value - 1) * length).Take(length).ToArray();

        // With zero hits the wrapper is absent.
        if (rows.Length > 0)
        {
            content["items"] = Wire.Wrapped("item", rows.Select(product => (JsonNode?)Item(product, fields)));
        }

        return top.Reply(call, content);
    }

    private static string[]? FieldsOf(PlatformCall call) =>
        call["fields"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private JsonObject Item(CatalogueProduct product, string[] fields)
    {
        var item = new JsonObject();
        foreach (var field in fields.Distinct(StringComparer.Ordinal))
        {
            if (Field(product, field) is { } value)
            {
                item[field] = value;
            }
        }

        return item;
    }

    private JsonNode? Field(CatalogueProduct product, string field) =>
        field switch
        {
            "approve_status" => product.Status == ProductStatus.OnSale ? "onsale" : "instock",
            "num_iid" => product.Id,
            "title" => product.TitleIn("zh"),
            "nick" => shop.Options.Accounts[0].Shop,
            "type" => "fixed",
            "cid" => product.Category,
            "pic_url" => product.Images[0],
            "num" => product.Stock,
            "valid_thru" => 7,
            "list_time" => ChinaTime.Text(product.Created),
            "delist_time" => ChinaTime.Text(product.Created.AddDays(7)),
            "modified" => ChinaTime.Text(product.Modified),
            "price" => Money.Yuan(product.PriceFen),
            "has_discount" or "has_invoice" or "has_warranty" or "has_showcase" => false,
            "outer_id" => $"A-{product.Index}",
            "postage_id" or "sold_quantity" => 0,
            _ => null,
        };

    private static int? Number(string? text, int byDefault) =>
        text is null ? byDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;

    private static bool TryInstant(string? text, out DateTimeOffset? instant)
    {
        instant = ChinaTime.Parse(text);
        return text is null || instant is not null;
    }
}
