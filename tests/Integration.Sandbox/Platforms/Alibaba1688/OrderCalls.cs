using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Alibaba1688;

/// <summary>
/// The seller's orders: 20 a page whatever is asked for, always the ones placed last first, whichever time the window goes by. Without
/// a time of change from which on, the list goes back a month only.
/// </summary>
internal sealed class OrderCalls(PlatformShop shop, Alibaba1688Protocol gateway)
{
    private const int MaxPageSize = 20;
    private const int DaysByDefault = 30;

    /// <summary><c>alibaba.trade.getSellerOrderList</c>.</summary>
    public PlatformReply List(PlatformCall call)
    {
        var listing = new OrderListing(
            Number(call["page"], 1),
            (int)Math.Min(Number(call["pageSize"], 20), MaxPageSize)
        );
        if (!listing.HasPage || listing.Size < 1 || listing.IsTooDeep(shop))
        {
            return Business(CallOutcome.BadParameter, "ILLEGAL_ARGUMENT", "page");
        }

        if (Array.Find(Times, name => call[name] is not null && ChinaTime.ParseDigits(call[name]) is null) is { } wrong)
        {
            return gateway.Missing(call, wrong);
        }

        var changed = ChinaTime.ParseDigits(call[Times[0]]) ?? shop.Time.GetUtcNow().AddDays(-DaysByDefault);
        var (rows, total, _) = listing.Read(
            shop,
            order =>
                order.Updated >= changed
                && !(order.Updated > ChinaTime.ParseDigits(call[Times[1]]))
                && !(order.Created < ChinaTime.ParseDigits(call[Times[2]]))
                && !(order.Created > ChinaTime.ParseDigits(call[Times[3]]))
                && call["orderStatus"] is var status
                && (status is null || status == OrderJson.StatusOf(order.Status)),
            static orders => orders.OrderByDescending(order => order.Created).ThenByDescending(order => order.Index)
        );
        var reply = PlatformReply.Served(
            new JsonObject
            {
                ["success"] = true,
                ["totalRecord"] = total,
                ["result"] = Wire.Many(rows.Select(order => (JsonNode?)OrderJson.Row(order))),
            }
        );
        shop.Orders.Turn();
        return reply;
    }

    /// <summary><c>alibaba.trade.get.sellerView</c>: one order.</summary>
    public PlatformReply Detail(PlatformCall call)
    {
        if (call["webSite"] is not "1688")
        {
            return gateway.Missing(call, "webSite");
        }

        if (call["orderId"] is not { } number)
        {
            return gateway.Missing(call, "orderId");
        }

        return shop.Orders.Find(number) is { } order
            ? PlatformReply.Served(
                new JsonObject { ["success"] = true, ["result"] = OrderJson.Detail(order, shop.Time.GetUtcNow()) }
            )
            : Business(CallOutcome.Gone, "ORDER_NOT_FOUND", "订单不存在");
    }

    private static readonly string[] Times = ["modifyStartTime", "modifyEndTime", "createStartTime", "createEndTime"];

    private static PlatformReply Business(CallOutcome why, string code, string message) =>
        new(
            why,
            new JsonObject
            {
                ["success"] = false,
                ["errorCode"] = code,
                ["errorMessage"] = message,
            }
        );

    private static long Number(string? text, int byDefault) =>
        text is null ? byDefault
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : 0;
}
