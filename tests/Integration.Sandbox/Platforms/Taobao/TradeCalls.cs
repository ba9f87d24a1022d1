using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Taobao;

/// <summary>
/// The seller's trades (apiId 128, 46 and 54): newest first, both ends of a window inclusive, nothing older than three months, and
/// either a total or the word whether another page follows.
/// </summary>
internal sealed class TradeCalls(PlatformShop shop, TopProtocol top)
{
    private const int MaxPageSize = 100;
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(1);
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(92);

    /// <summary><c>taobao.trades.sold.increment.get</c>: by time of change, a day at most.</summary>
    public PlatformReply Changed(PlatformCall call)
    {
        var (start, end) = (ChinaTime.Parse(call["start_modified"]), ChinaTime.Parse(call["end_modified"]));
        if (start is null || end is null || end < start || end - start > LongestWindow)
        {
            return top.BadParameter(call, "start_modified");
        }

        return List(
            call,
            start,
            order => order.Updated >= start && order.Updated <= end,
            static orders => orders.OrderByDescending(order => order.Updated).ThenByDescending(order => order.Index)
        );
    }

    /// <summary><c>taobao.trades.sold.get</c>: by time of placing, a window of any length or none.</summary>
    public PlatformReply Placed(PlatformCall call)
    {
        var (start, end) = (ChinaTime.Parse(call["start_created"]), ChinaTime.Parse(call["end_created"]));
        return List(
            call,
            start,
            order => (start is null || order.Created >= start) && (end is null || order.Created <= end),
            static orders => orders.OrderByDescending(order => order.Created).ThenByDescending(order => order.Index)
        );
    }

    /// <summary><c>taobao.trade.fullinfo.get</c>: one trade.</summary>
    public PlatformReply Detail(PlatformCall call)
    {
        if (FieldsOf(call) is not { } fields)
        {
            return top.BadParameter(call, "fields");
        }

        return shop.Orders.Find(call["tid"]) is { } order
            ? top.Reply(call, new JsonObject { ["trade"] = TradeJson.Trade(order, fields, shop.Time.GetUtcNow()) })
            : top.Refuse(CallOutcome.Gone, new RefusalDetail(call.Name, call.Request));
    }

    private PlatformReply List(
        PlatformCall call,
        DateTimeOffset? start,
        Func<ShopOrder, bool> matches,
        Func<IEnumerable<ShopOrder>, IEnumerable<ShopOrder>> sort
    )
    {
        if (Mistake(call, start, out var fields, out var listing) is { } mistake)
        {
            return top.BadParameter(call, mistake);
        }

        var (rows, total, hasNext) = listing.Read(shop, matches, sort);
        var isByWord = call["use_has_next"] is "true";
        var content = new JsonObject
        {
            [isByWord ? "has_next" : "total_results"] = isByWord ? JsonValue.Create(hasNext) : JsonValue.Create(total),
        };

        // With zero hits the wrapper is absent.
        if (rows.Length > 0)
        {
            content["trades"] = Wire.Wrapped(
                "trade",
                rows.Select(order => (JsonNode?)TradeJson.Trade(order, fields, now: null))
            );
        }

        var reply = top.Reply(call, content);
        shop.Orders.Turn();
        return reply;
    }

    private string? Mistake(PlatformCall call, DateTimeOffset? start, out string[] fields, out OrderListing listing)
    {
        fields = FieldsOf(call) ?? [];
        listing = new(Number(call["page_no"], 1), (int)Number(call["page_size"], 40));
        return fields.Length == 0 ? "fields"
            : start < shop.Time.GetUtcNow() - Oldest ? "start_modified"
            : listing.Size is < 1 or > MaxPageSize ? "page_size"
            : !listing.HasPage || listing.IsTooDeep(shop) ? "page_no"
            : null;
    }

    private static string[]? FieldsOf(PlatformCall call) =>
        call["fields"]?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static long Number(string? text, int byDefault) =>
        text is null ? byDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : 0;
}
