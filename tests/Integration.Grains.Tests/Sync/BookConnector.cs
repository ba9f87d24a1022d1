using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Sync;

/// <summary>A platform in memory that lists the orders of a book, three a page, and remembers what it was asked.</summary>
internal sealed class BookConnector(TimeProvider time) : IOrderList, IOrderDetails
{
    public const string Platform = "somewhere";
    public const int PageSize = 3;
    private readonly ConcurrentDictionary<string, Order> _orders = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly ConcurrentQueue<OrderListQuery> _queries = [];

    public ConnectorDeclaration Declaration { get; } =
        new()
        {
            Platform = Platform,
            DisplayName = "Somewhere",
            BaseUrls = [new Uri("https://api.somewhere.example/")],
            TimeZoneId = "Asia/Shanghai",
            AppKinds = [new AppKind("seller", "one's own", 3, false, "zh")],
            Orders = new OrderLimits(PageSize)
            {
                Windows = [new(OrderTime.Updated), new(OrderTime.Created)],
                LagSeconds = 60,
                OverlapSeconds = 300,
            },
        };

    /// <summary>Numbers of orders that were asked for one by one.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Each page that was asked for.</summary>
    public IReadOnlyList<OrderListQuery> Queries => [.. _queries];

    /// <summary>What a page is answered with instead, by its number from 1; null for what is in the book.</summary>
    public Func<int, OrderListQuery, PlatformResult<OrderPage>?> Instead { get; set; } = static (_, _) => null;

    /// <summary>Happens before a page is answered, by its number from 1.</summary>
    public Func<int, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>What one order is answered with instead; null for what is in the book.</summary>
    public Func<string, PlatformFailure?> Refusal { get; set; } = static _ => null;

    /// <summary>Rows that stand on every page beside its orders.</summary>
    public OrderListItem[] Rubbish { get; set; } = [];

    /// <summary>Calls that each page takes.</summary>
    public int Calls { get; set; } = 1;

    public void Put(string number, OrderStatus status = OrderStatus.AwaitingShipment)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var created = _orders.GetValueOrDefault(number)?.CreatedAt ?? now;
        _orders[number] = new Order
        {
            Platform = Platform,
            Number = number,
            Status = status,
            CreatedAt = created,
            UpdatedAt = now,
            Lines = [new OrderLine($"{number}-1") { Title = "Cup", Quantity = 1 }],
            Raw = new RawPayload(Encoding.UTF8.GetBytes($"{{\"sn\":\"{number}\"}}"), "application/json"),
        };
    }

    /// <summary>The orders that are in it.</summary>
    public IReadOnlyList<string> Numbers => [.. _orders.Keys.Order(StringComparer.Ordinal)];

    public void Remove(string number) => _orders.TryRemove(number, out _);

    public async Task<PlatformResult<OrderPage>> ListOrders(
        AccountCredentials account,
        OrderListQuery query,
        CancellationToken ct
    )
    {
        _queries.Enqueue(query);
        var number = _queries.Count;
        await Before(number);
        return Instead(number, query) ?? Page(query);
    }

    public Task<PlatformResult<Order>> GetOrder(AccountCredentials account, string number, CancellationToken ct)
    {
        _asked.Enqueue(number);
        return Task.FromResult<PlatformResult<Order>>(
            Refusal(number) is { } refusal ? refusal
            : _orders.TryGetValue(number, out var order) ? order with { Packages = [] }
            : new PlatformFailure(FailureKind.Permanent, FailureReason.Gone, "There is no such order.")
        );
    }

    private OrderPage Page(OrderListQuery query)
    {
        var (from, to) = (query.Window.From, query.Window.To);
        var matching = _orders.Values.Where(one => TimeOf(one) >= from && TimeOf(one) <= to).ToArray();
        var after = query.Cursor?.Split('|');
        var rest = matching
            .Where(one => after is null || Key(one).CompareTo((Ticks(after[0]), after[1])) > 0)
            .OrderBy(Key)
            .ToArray();
        var page = rest[..Math.Min(PageSize, rest.Length)];
        var next =
            rest.Length <= PageSize
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{Key(page[^1]).Ticks}|{page[^1].Number}");
        return new OrderPage(
            [.. page.Select(static one => new OrderListItem(one.Raw!) { Order = one }), .. Rubbish],
            next,
            new RawPayload([], null)
        )
        {
            Total = matching.Length + Rubbish.Length,
            PlatformTime = time.GetUtcNow(),
            Calls = Calls,
        };

        DateTimeOffset TimeOf(Order one) =>
            (query.Window.By == OrderTime.Created ? one.CreatedAt : one.UpdatedAt)!.Value;

        (long Ticks, string Number) Key(Order one) => (TimeOf(one).UtcTicks, one.Number);
    }

    private static long Ticks(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
