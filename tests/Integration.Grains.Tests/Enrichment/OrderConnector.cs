using System.Collections.Concurrent;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;
using Integration.Sync;

namespace Integration.Enrichment;

/// <summary>A platform in memory that tells orders as a test says, and remembers which it was asked for.</summary>
internal sealed class OrderConnector : IOrderDetails
{
    private readonly ConcurrentQueue<string> _asked = [];
    private int _running;
    private int _mostAtOnce;

    public ConnectorDeclaration Declaration { get; } =
        new()
        {
            Platform = SyncDesk.Platform,
            DisplayName = "Somewhere",
            BaseUrls = [new Uri("https://api.somewhere.example/")],
            TimeZoneId = "UTC",
            AppKinds = [new AppKind("seller", "one's own", 1, false, "en")],
        };

    /// <summary>Numbers in the order in which they were asked for.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>The most that were asked for at once.</summary>
    public int MostAtOnce => _mostAtOnce;

    /// <summary>What is answered; default one package for each order.</summary>
    public Func<string, CancellationToken, Task<PlatformResult<Order>>> Answer { get; set; } =
        static (number, _) => Task.FromResult<PlatformResult<Order>>(With(number, $"PK-{number}"));

    public static Order With(string number, params string[] packages) =>
        SyncDesk.Order(
            number,
            OrderStatus.Shipped,
            packages: [.. packages.Select(static one => new OrderPackage(one))]
        );

    /// <summary>Answers each order so.</summary>
    public void Always(PlatformResult<Order> answer) => Answer = (_, _) => Task.FromResult(answer);

    public async Task<PlatformResult<Order>> GetOrder(AccountCredentials account, string number, CancellationToken ct)
    {
        _asked.Enqueue(number);
        var running = Interlocked.Increment(ref _running);
        for (var most = _mostAtOnce; running > most; most = _mostAtOnce)
        {
            Interlocked.CompareExchange(ref _mostAtOnce, running, most);
        }

        try
        {
            return await Answer(number, ct);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
