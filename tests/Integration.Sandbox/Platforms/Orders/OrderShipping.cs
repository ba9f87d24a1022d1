namespace Integration.Sandbox.Platforms.Orders;

/// <summary>Orders whose seller tells that they have left.</summary>
internal static class OrderShipping
{
    /// <summary>The order with some of its lines shipped in one package; its status follows from all lines.</summary>
    /// <param name="order">As it is.</param>
    /// <param name="lines">Numbers of the lines that left.</param>
    /// <param name="package">What they left in.</param>
    /// <param name="now">When.</param>
    public static ShopOrder Shipped(
        this ShopOrder order,
        IReadOnlyCollection<string> lines,
        ShopPackage package,
        DateTimeOffset now
    )
    {
        // In whole seconds, as all times of orders.
        var at = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        ShopOrderLine[] after =
        [
            .. order.Lines.Select(line =>
                lines.Contains(line.Number)
                    ? line with
                    {
                        Status = ShopOrderStatus.Shipped,
                        Shipped = at,
                        Packages = [package],
                    }
                    : line
            ),
        ];
        return order with
        {
            Lines = after,
            Status = Array.TrueForAll(after, line => line.Shipped is not null)
                ? ShopOrderStatus.Shipped
                : ShopOrderStatus.PartlyShipped,
        };
    }
}
