using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Temu;

/// <summary>The seller's orders: always newest first, both ends of a window inclusive, whole seconds.</summary>
internal sealed class OrderCalls(PlatformShop shop, TemuProtocol gateway)
{
    private const long MaxPageSize = 100;
    private const string Fulfilment = "fulfillmentTypeList";
    private const long MaxPage = 100;
    private const int MaxNumbers = 20;

    /// <summary><c>bg.order.list.v2.get</c>.</summary>
    public PlatformReply List(PlatformCall call)
    {
        if (Mistake(call) is { } mistake)
        {
            return gateway.BadParameter(call, mistake);
        }

        var listing = new OrderListing(
            Fields.Number(call["pageNumber"] ?? "1")!.Value,
            (int)Fields.Number(call["pageSize"] ?? "10")!.Value
        );
        if (listing.IsTooDeep(shop))
        {
            return gateway.BadParameter(call, "pageNumber");
        }

        var isByUpdate = call["sortby"] is "updateTime";
        var kinds = Kinds(call)!;
        var (rows, total, _) = listing.Read(
            shop,
            Matching(call),
            orders =>
                orders
                    .OrderByDescending(order => isByUpdate ? order.Updated : order.Created)
                    .ThenByDescending(order => order.Index)
        );
        var reply = TemuProtocol.Reply(
            new JsonObject
            {
                ["totalItemNum"] = total,
                ["pageItems"] = Wire.Many(rows.Select(order => (JsonNode?)OrderJson.Row(OrderJson.Only(order, kinds)))),
            }
        );
        shop.Orders.Turn();
        return reply;
    }

    /// <summary><c>bg.order.detail.v2.get</c>.</summary>
    public PlatformReply Detail(PlatformCall call)
    {
        if (call["parentOrderSn"] is not { } number)
        {
            return gateway.BadParameter(call, "parentOrderSn");
        }

        if (Kinds(call) is not { } kinds)
        {
            return gateway.BadParameter(call, Fulfilment);
        }

        if (shop.Orders.Find(number) is not { } order || !OrderJson.Tells(order, kinds))
        {
            return gateway.Refuse(CallOutcome.Gone, new RefusalDetail(call.Name, call.Request));
        }

        shop.Counter.FetchOrder(number);
        return TemuProtocol.Reply(OrderJson.Detail(OrderJson.Only(order, kinds), shop.Time.GetUtcNow()));
    }

    private static string? Mistake(PlatformCall call)
    {
        if (Fields.Number(call["pageNumber"] ?? "1") is not (>= 1 and <= MaxPage))
        {
            return "pageNumber";
        }

        if (Fields.Number(call["pageSize"] ?? "10") is not (>= 1 and <= MaxPageSize))
        {
            return "pageSize";
        }

        if (call["sortby"] is not (null or "updateTime" or "createTime"))
        {
            return "sortby";
        }

        if (call["parentOrderSnList"] is { } numbers && Fields.List(numbers) is not { Length: <= MaxNumbers })
        {
            return "parentOrderSnList";
        }

        if (Kinds(call) is null)
        {
            return Fulfilment;
        }

        return MistakeOfPair(call, "createAfter", "createBefore")
            ?? MistakeOfPair(call, "updateAtStart", "updateAtEnd");
    }

    // Each pair together, in order.
    private static string? MistakeOfPair(PlatformCall call, string from, string to)
    {
        var (first, last) = (Fields.Number(call[from]), Fields.Number(call[to]));
        return (call[from] is null && call[to] is null) || first <= last ? null : from;
    }

    // The fields are read once, not for each order: shops have many.
    private static Func<ShopOrder, bool> Matching(PlatformCall call)
    {
        var created = Range(call["createAfter"], call["createBefore"]);
        var updated = Range(call["updateAtStart"], call["updateAtEnd"]);
        var status = call["parentOrderStatus"] is { } asked ? Fields.Number(asked) ?? 0 : (long?)null;
        var numbers = Fields.List(call["parentOrderSnList"]);
        var kinds = Kinds(call)!;
        return order =>
            In(created, order.Created)
            && In(updated, order.Updated)
            && (status is null || status == OrderJson.CodeOf(order.Status))
            && (numbers?.Contains(order.Number) ?? true)
            && OrderJson.Tells(order, kinds);
    }

    // None is the seller's own alone; null where it cannot be read.
    private static string[]? Kinds(PlatformCall call) =>
        call[Fulfilment] is not { } text ? []
        : Fields.List(text) is { } kinds && kinds.All(OrderJson.Fulfilments.Contains) ? kinds
        : null;

    // Checked before; none is all.
    private static (long From, long To) Range(string? from, string? to) =>
        from is null ? (long.MinValue, long.MaxValue) : (Fields.Number(from)!.Value, Fields.Number(to)!.Value);

    private static bool In((long From, long To) range, DateTimeOffset time) =>
        time.ToUnixTimeSeconds() is var seconds && seconds >= range.From && seconds <= range.To;
}
