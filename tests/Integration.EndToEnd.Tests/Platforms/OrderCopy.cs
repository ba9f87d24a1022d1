using Integration.Orders;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Platforms;

/// <summary>A copy of a shop's orders, kept by windows of changes and full reads as a sync keeps one.</summary>
/// <param name="platform">The shop and the connector to it.</param>
/// <param name="stored">An order of the copy as a line.</param>
/// <param name="told">An order of the shop as a line, as far as the platform tells it.</param>
/// <param name="age">How far back the first window of changes goes; null for longer than the shop is old.</param>
internal sealed class OrderCopy(
    ConnectedPlatform platform,
    Func<Order, string> stored,
    Func<ShopOrder, string> told,
    TimeSpan? age = null
)
{
    private readonly Dictionary<string, Order> _orders = new(StringComparer.Ordinal);
    private readonly OrderLimits _limits = platform.Connector.Declaration.Orders!;
    private DateTimeOffset _end = platform.Time.GetUtcNow() - (age ?? TimeSpan.FromDays(40));

    /// <summary>Happens after each page.</summary>
    public Action AfterPage { get; init; } = static () => { };

    /// <summary>Pages read.</summary>
    public int Pages { get; private set; }

    /// <summary>Rows read.</summary>
    public int Rows { get; private set; }

    /// <summary>Whether a page said that it cannot be paged to all.</summary>
    public bool WasSplit { get; private set; }

    /// <summary>What the copy has, comparable with the shop's truth.</summary>
    public IEnumerable<string> Lines => _orders.Values.Select(stored).Order(StringComparer.Ordinal);

    /// <summary>The shop's truth.</summary>
    public IEnumerable<string> Truth => platform.Sandbox.Orders.All.Select(told).Order(StringComparer.Ordinal);

    /// <summary>Reads what changed since the last time.</summary>
    public async Task ReadChanges()
    {
        var from = _end.AddSeconds(-_limits.OverlapSeconds);
        _end = platform.Time.GetUtcNow().AddSeconds(-_limits.LagSeconds);
        await Cut(new(from, _end), static _ => { });
    }

    /// <summary>Reads all orders by the time they were placed, and drops those that are not there.</summary>
    public async Task ReadAll()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var now = platform.Time.GetUtcNow();
        await Cut(new(now.AddDays(-40), now, OrderTime.Created), order => seen.Add(order.Number));
        foreach (var gone in _orders.Keys.Except(seen).ToArray())
        {
            _orders.Remove(gone);
        }
    }

    // In windows as long as the platform allows, one after the other.
    private async Task Cut(OrderWindow whole, Action<Order> see)
    {
        var most = _limits.Windows.Single(limit => limit.By == whole.By).MaxSeconds;
        for (var from = whole.From; from <= whole.To; )
        {
            var to = most is { } seconds && from.AddSeconds(seconds) < whole.To ? from.AddSeconds(seconds) : whole.To;
            await Read(whole with { From = from, To = to }, see);
            from = to.AddSeconds(1);
        }
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
                if (_orders.GetValueOrDefault(order.Number) is not { } old || !(old.UpdatedAt > order.UpdatedAt))
                {
                    _orders[order.Number] = order;
                }
            }

            Pages++;
            Rows += page.Items.Length;
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
}
