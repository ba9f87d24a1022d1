using System.Globalization;

namespace Integration.Sandbox.Platforms.Orders;

/// <summary>Decides by seed what happens next to the orders of a shop: of ten changes two are new orders, one takes an order away.</summary>
internal sealed class OrderShaker(PlatformOptions options, OrderMaker maker)
{
    private int _throws;

    /// <summary>What happens next.</summary>
    public OrderFate Next() =>
        Below(10) switch
        {
            0 or 1 => OrderFate.Appears,
            2 => OrderFate.Disappears,
            _ => OrderFate.Changes,
        };

    /// <summary>The next number below the limit.</summary>
    public int Below(int limit) =>
        (int)(Seeds.Mix(options.Seed ^ Seeds.Of("shaker"), Interlocked.Increment(ref _throws)) % (ulong)limit);

    /// <summary>An order one step further; one that is at its end gets or loses its mark.</summary>
    public ShopOrder Further(ShopOrder order, DateTimeOffset now)
    {
        var next = order.Status switch
        {
            ShopOrderStatus.Pending => Below(5) == 0 ? ShopOrderStatus.Cancelled : ShopOrderStatus.ToShip,
            ShopOrderStatus.ToShip => order.Lines.Count > 1 && Below(3) == 0
                ? ShopOrderStatus.PartlyShipped
                : ShopOrderStatus.Shipped,
            ShopOrderStatus.PartlyShipped => ShopOrderStatus.Shipped,
            ShopOrderStatus.Shipped => order.Lines.Count > 1 && Below(3) == 0
                ? ShopOrderStatus.PartlyReceived
                : ShopOrderStatus.Received,
            ShopOrderStatus.PartlyReceived => ShopOrderStatus.Received,
            _ => order.Status,
        };
        return order with
        {
            Status = next,
            IsUrgent = next == order.Status ? !order.IsUrgent : order.IsUrgent,
            Lines = [.. order.Lines.Select((line, at) => Further(order, line, at, next, now))],
        };
    }

    private ShopOrderLine Further(
        ShopOrder order,
        ShopOrderLine line,
        int at,
        ShopOrderStatus next,
        DateTimeOffset now
    ) =>
        next switch
        {
            ShopOrderStatus.Shipped => Shipped(order, line, now),
            ShopOrderStatus.PartlyShipped when at == 0 => Shipped(order, line, now),
            ShopOrderStatus.Received => line with { Status = next },
            ShopOrderStatus.PartlyReceived when at == 0 => line with { Status = ShopOrderStatus.Received },
            ShopOrderStatus.Cancelled => line with { Status = next },
            _ => line,
        };

    private ShopOrderLine Shipped(ShopOrder order, ShopOrderLine line, DateTimeOffset now) =>
        line.Shipped is not null
            ? line
            : line with
            {
                Status = ShopOrderStatus.Shipped,
                Shipped = now,
                Packages =
                [
                    .. Enumerable
                        .Range(1, 1 + maker.Below(2, order.Index, 50))
                        .Select(number => new ShopPackage(
                            string.Create(CultureInfo.InvariantCulture, $"PK-{line.Number}-{number}"),
                            now + options.Orders.PackageDelay
                        )),
                ],
            };
}
