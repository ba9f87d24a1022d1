using System.Globalization;
using Integration.Sandbox.Demo;

namespace Integration.Sandbox.Shop;

/// <summary>Reads what the hub has of the shop, tells the ledger of its events, and compares it with the shop in the end.</summary>
internal sealed class ShopReader(HubClient hub, LivingShop shop, ShopSyncs syncs, Ledger ledger, TimeProvider time)
{
    private const string Path = $"shops/{DemoPlan.Shop}";
    private const string Copy = $"orders?shop={DemoPlan.Shop}";
    private const string PackageAssigned = "order.package_assigned";

    private static readonly int _partner = DemoPlan
        .Subscribers.Select((one, at) => (one.Id, at))
        .Single(one => one.Id == DemoPlan.Fulfilment)
        .at;

    private readonly Dictionary<string, ToldEvent> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, RunFigures> _runs = [];
    private IReadOnlyDictionary<string, long> _before = new Dictionary<string, long>();
    private HashSet<Guid> _earlier = [];
    private string _since = "";

    /// <summary>Takes what earlier runs left in the same data folder as the zero point.</summary>
    public async Task Begin(CancellationToken cancellation)
    {
        _since = Uri.EscapeDataString(
            time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        );
        _before = (await Orders(Copy, cancellation)).ToDictionary(one => one.Number, one => one.Version);
        _earlier = [.. (await Runs(cancellation)).Select(run => run.Id)];
    }

    /// <summary>The state of things now.</summary>
    public async Task<ShopLine> Read(CancellationToken cancellation)
    {
        var isConcluded = syncs.AreConcluded;
        var resource = await hub.Get<ShopState>(Path, cancellation);
        var tasks = await hub.Get<TaskFigures>($"enrichment-tasks/stats?shop={DemoPlan.Shop}", cancellation);
        foreach (var run in await Runs(cancellation))
        {
            if (!_earlier.Contains(run.Id))
            {
                _runs[run.Id] = run;
            }
        }

        var copy = await Orders(isConcluded ? Copy : $"{Copy}&deleted=false", cancellation);
        await Listen(toTheEnd: isConcluded, cancellation);
        var now = time.GetUtcNow();
        return new ShopLine(
            DemoPlan.Shop,
            resource.State,
            _runs.Count,
            _runs.Values.Sum(run => run.Calls),
            copy.Count(order => order.DeletedAt is null),
            shop.Orders.Count,
            _runs.Values.Sum(run => run.Created),
            _runs.Values.Sum(run => run.Changed),
            _runs.Values.Sum(run => run.Deleted),
            (await hub.Get<HubPage<ShopBehind>>($"{Path}/freshness", cancellation))
                .Data.Single(one => one.Kind == "orders")
                .BehindSeconds,
            tasks,
            _told.Values.Count(one => one.Type == PackageAssigned),
            ToldOfOrders,
            ledger.Figures(_partner).Received,
            isConcluded ? Check(copy, now) : null,
            syncs.Refusal
        );
    }

    // The end of a sync is told too, to others.
    private int ToldOfOrders =>
        _told.Values.Count(static one => one.Type.StartsWith("order.", StringComparison.Ordinal));

    private List<string> Check(IReadOnlyList<CopiedOrder> copy, DateTimeOffset now)
    {
        var seen = ledger.Figures(_partner);
        var faults = ShopCheck.Faults(shop.Orders, copy, _before, _told.Values, now).ToList();
        if (seen.Received != ToldOfOrders)
        {
            faults.Add($"of {ToldOfOrders} events of orders {DemoPlan.Fulfilment} has {seen.Received}");
        }

        if (seen.Repeated > 0)
        {
            faults.Add($"{seen.Repeated} events reached {DemoPlan.Fulfilment} twice");
        }

        return faults;
    }

    // The newest first. Commits overtake one another, so that a page of known ones ends it and not a single one; in the end all are
    // read.
    private async Task Listen(bool toTheEnd, CancellationToken cancellation)
    {
        await foreach (var page in hub.Pages<ToldEvent>($"events?source={DemoPlan.Shop}&since={_since}", cancellation))
        {
            var news = page.Where(one => _told.TryAdd(one.Id, one)).ToArray();
            Array.ForEach(news, one => ledger.Tell(one.Id, one.Type, DemoPlan.Shop));
            if (news.Length == 0 && !toTheEnd)
            {
                return;
            }
        }
    }

    private async Task<RunFigures[]> Runs(CancellationToken cancellation) =>
        (await hub.Get<HubPage<RunFigures>>($"sync-runs?shop={DemoPlan.Shop}&limit=20", cancellation)).Data;

    private async Task<List<CopiedOrder>> Orders(string path, CancellationToken cancellation)
    {
        var all = new List<CopiedOrder>();
        await foreach (var page in hub.Pages<CopiedOrder>(path, cancellation))
        {
            all.AddRange(page);
        }

        return all;
    }
}
