using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>
/// The seller's orders of the last three months: newest first, both ends of a window inclusive, whole seconds. The rows are whole
/// orders.
/// </summary>
internal sealed class OrderCalls(PlatformShop shop, PinduoduoProtocol gateway)
{
    private const int MonthsServed = 3;

    /// <summary><c>pdd.order.number.list.increment.get</c>.</summary>
    public PlatformReply ListByChange(PlatformCall call) => List(call, OrderListing.ByChange);

    /// <summary><c>pdd.order.list.get</c>.</summary>
    public PlatformReply ListByConclusion(PlatformCall call) => List(call, OrderListing.ByConclusion);

    /// <summary><c>pdd.order.information.get</c>.</summary>
    public PlatformReply Detail(PlatformCall call)
    {
        if (call["order_sn"] is not { } number)
        {
            return gateway.BadParameter(call, "order_sn");
        }

        return OrderJson.Find(shop, number) is { } order
            ? Answer(OrderJson.Detail(order, shop.Time.GetUtcNow()), CallOutcome.Served)
            : Answer(null, CallOutcome.Gone);
    }

    private PlatformReply Answer(JsonObject? order, CallOutcome outcome) =>
        gateway.Reply("order_info_get_response", new JsonObject { ["order_info"] = order }, outcome);

    private PlatformReply List(PlatformCall call, OrderListing listing)
    {
        if (listing.Mistake(call, shop.Options.Orders.Deepest) is { } mistake)
        {
            return gateway.BadParameter(call, mistake);
        }

        var page = Fields.Number(call["page"] ?? "1")!.Value;
        var size = shop.PageSize((int)Fields.Number(call["page_size"] ?? "100")!.Value);
        var now = shop.Time.GetUtcNow();
        ShopOrder[] hits =
        [
            .. shop
                .Orders.Listed()
                .Where(order => order.Created >= now.AddMonths(-MonthsServed) && listing.Matches(call, order))
                .OrderByDescending(listing.Time)
                .ThenByDescending(order => order.Index),
        ];
        var skipped = (int)((page - 1) * size);
        var content = new JsonObject
        {
            [listing.Rows] = Wire.Many(
                hits.Skip(skipped).Take(size).Select(order => (JsonNode?)OrderJson.Row(order, now))
            ),
        };
        if (call["use_has_next"] is "true")
        {
            content["has_next"] = hits.Length > skipped + size;
        }
        else
        {
            content["total_count"] = hits.Length;
        }

        var reply = gateway.Reply(listing.Root, content);
        shop.Orders.Turn();
        return reply;
    }
}
