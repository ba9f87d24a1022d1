using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>
/// The seller tells that an order has left, as a whole. That an order in another state is answered with <c>is_success</c> false, and a
/// wrong field with an error, is the sandbox's choice.
/// </summary>
internal sealed class LogisticsCalls(PlatformShop shop, PinduoduoProtocol gateway)
{
    private const int Shipped = 2;

    /// <summary><c>pdd.logistics.online.send</c>: the first parcel (1) of an order to be shipped, another one (2) of a shipped one.</summary>
    public PlatformReply Send(PlatformCall call)
    {
        var type = call["redelivery_type"] ?? "1";
        if (type is not ("1" or "2"))
        {
            return gateway.BadParameter(call, "redelivery_type");
        }

        if (Fields.Number(call["logistics_id"]) is null)
        {
            return gateway.BadParameter(call, "logistics_id");
        }

        if (call["tracking_number"] is not { } tracking)
        {
            return gateway.BadParameter(call, "tracking_number");
        }

        if (OrderJson.Find(shop, call["order_sn"]) is not { } order)
        {
            return gateway.BadParameter(call, "order_sn") with { Outcome = CallOutcome.Gone };
        }

        var may = type is "1" ? order.Status == ShopOrderStatus.ToShip : OrderJson.StatusOf(order) == Shipped;
        if (may)
        {
            shop.Orders.Change(order.Number, now => Sent(now, tracking, call["logistics_id"]!));
        }

        return gateway.Reply("logistics_online_send_response", new JsonObject { ["is_success"] = may });
    }

    // What was told before is overwritten; one parcel stands on the first line, for the order as a whole.
    private ShopOrder Sent(ShopOrder order, string tracking, string carrier)
    {
        var now = shop.Time.GetUtcNow();
        var package = new ShopPackage(tracking, now) { Carrier = carrier, TrackingNumber = tracking };
        var sent = order.Shipped([.. order.Lines.Select(line => line.Number)], package, now);
        return sent with
        {
            Lines =
            [
                .. sent.Lines.Select(
                    (line, at) =>
                        line with
                        {
                            Packages = at == 0 ? line.Packages : [],
                            Shipped = order.Lines[at].Shipped ?? line.Shipped,
                        }
                ),
            ],
        };
    }
}
