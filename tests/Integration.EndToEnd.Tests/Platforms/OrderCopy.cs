using Integration.Orders;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Platforms;

/// <summary>A copy of a shop's orders, kept by windows of changes and full reads as a sync keeps one.</summary>
/// <param name="platform">The shop and the connector to it.</param>
/// <param name="age">How far back the first window of changes goes; null for longer than the shop is old.</param>
internal sealed class OrderCopy(ConnectedPlatform platform, TimeSpan? age = null)
{
    private readonly Dictionary<string, Order> _orders = new(StringComparer.Ordinal);
    private readonly OrderLimits _limits = platform.Connector.Declaration.Orders!;
    private DateTimeOffset _end = platform.Time.GetUtcNow() - (age ?? TimeSpan.FromDays(40));

    /// <summary>Happens after each page.</summary>
    public Action AfterPage { get; init; } = static () => { };

    /// <summary>An order as <see cref="Lines"/> show it.</summary>
    public Func<Order, string> Show { get; init; } = Line;

    /// <summary>Whether a page said that it cannot be paged to all.</summary>
    public bool WasSplit { get; private set; }

    /// <summary>What the copy has, comparable with the shop's truth.</summary>
    public IEnumerable<string> Lines => _orders.Values.Select(Show).Order(StringComparer.Ordinal);

    /// <summary>The shop's truth.</summary>
    public static IEnumerable<string> LinesOf(IEnumerable<ShopOrder> orders) =>
        orders.Select(Line).Order(StringComparer.Ordinal);

    /// <summary>Reads what changed since the last time.</summary>
    public async Task ReadChanges()
    {
        var from = _end.AddSeconds(-_limits.OverlapSeconds);
        _end = platform.Time.GetUtcNow().AddSeconds(-_limits.LagSeconds);
        await ReadInParts(new(from, _end), static _ => { });
    }

    /// <summary>Reads all orders by the time they were placed, and drops those that are not there.</summary>
    public async Task ReadAll()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var now = platform.Time.GetUtcNow();
        await ReadInParts(new(now.AddDays(-40), now, OrderTime.Created), order => seen.Add(order.Number));
        foreach (var gone in _orders.Keys.Except(seen).ToArray())
        {
            _orders.Remove(gone);
        }
    }

    // As long as the platform allows; neighbours share a second.
    private async Task ReadInParts(OrderWindow window, Action<Order> see)
    {
        var length = _limits.Windows.Single(one => one.By == window.By).MaxSeconds ?? double.PositiveInfinity;
        while ((window.To - window.From).TotalSeconds > length)
        {
            var middle = window.From.AddSeconds(length);
            await Read(window with { To = middle }, see);
            window = window with { From = middle };
        }

        await Read(window, see);
    }

    private async Task Read(OrderWindow window, Action<Order> see)
    {
        string? cursor = null;
        do
        {
            var page = (await Page(window, cursor)).Value!;
            if (page.BeyondLimit)
            {
                WasSplit = true;
                var middle = window.From + TimeSpan.FromSeconds(Math.Floor((window.To - window.From).TotalSeconds / 2));
                await Read(window with { To = middle }, see);
                await Read(window with { From = middle }, see);
                return;
            }

            foreach (var order in page.Items.Select(item => item.Order!))
            {
                see(order);
                if (_orders.GetValueOrDefault(order.Number) is not { } old || old.UpdatedAt <= order.UpdatedAt)
                {
                    _orders[order.Number] = order;
                }
            }

            AfterPage();
            cursor = page.NextCursor;
        } while (cursor is not null);
    }

    // A page that meets a fault is asked for again.
    private async Task<PlatformResult<OrderPage>> Page(OrderWindow window, string? cursor)
    {
        for (var attempt = 0; ; attempt++)
        {
            var page = await ((IOrderList)platform.Connector).ListOrders(
                platform.Account,
                new(window) { Cursor = cursor, PageSize = 10 },
                TestContext.Current.CancellationToken
            );
            if (page.Succeeded || attempt == 20)
            {
                page.Failure.Should().BeNull();
                return page;
            }

            page.Failure.Kind.Should().Be(FailureKind.Transient);
        }
    }

    /// <summary>All that the shop's truth tells of an order, as the copy has it.</summary>
    public static string Line(Order order) =>
        $"{order.Number} {order.Status} {order.CreatedAt:O} {order.UpdatedAt:O} {order.ShipBy:O} "
        + $"{order.Labels.Single().Value} "
        + string.Join(
            ' ',
            order.Lines.Select(line =>
                $"{line.Id}:{line.ProductId}:{line.VariantId}:{line.Title}:{line.Quantity}:{line.Status}"
            )
        );

    /// <summary>The same, as the shop has it.</summary>
    public static string Line(ShopOrder order) =>
        $"{order.Number} {StatusOf(order.Status)} {order.Created:O} {order.Updated:O} {order.ShipBy:O} "
        + $"{(order.IsUrgent ? 1 : 0)} "
        + string.Join(
            ' ',
            order.Lines.Select(line =>
                $"{line.Number}:{line.Product}:{line.Variant}:{line.Title}:{line.Quantity}:{StatusOf(line.Status)}"
            )
        );

    private static OrderStatus StatusOf(ShopOrderStatus status) =>
        status switch
        {
            ShopOrderStatus.Pending => OrderStatus.Pending,
            ShopOrderStatus.ToShip => OrderStatus.AwaitingShipment,
            ShopOrderStatus.PartlyShipped => OrderStatus.PartlyShipped,
            ShopOrderStatus.Shipped => OrderStatus.Shipped,
            ShopOrderStatus.PartlyReceived => OrderStatus.PartlyDelivered,
            ShopOrderStatus.Received => OrderStatus.Delivered,
            _ => OrderStatus.Cancelled,
        };
}
