using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Integration.Benchmarks.Load;
using Integration.Benchmarks.Receiver;

namespace Integration.Benchmarks.ClusterChaos;

/// <summary>Two silos, two gateways, a constant rate, and every so often a strike at one of them.</summary>
internal sealed class ClusterChaosRun(ClusterScript cluster, ClusterChaosOptions options) : IDisposable
{
    private const string DatabaseNode = "postgres";
    private static readonly string[] Nodes = ["silo-1", "silo-2", "gateway-1", "gateway-2"];
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(90);
    private readonly EventBook _book = new(options.Events, options.Subscribers);
    private readonly Random _random = new(options.Seed);
    private readonly List<Strike> _strikes = [];
    private WebhookReceiver? _receiver;

    /// <summary>Runs for the time asked, then waits for what is owed.</summary>
    public async Task<ClusterChaosFigures> Run(CancellationToken ct)
    {
        _receiver = new WebhookReceiver(_book);
        await cluster.Run(ct, "up");
        await SetUp(ct);
        using var gateways = new ReadyGateways(cluster.Gateways);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var watching = gateways.Watch(stop.Token);
        using var load = new BalancedLoad(gateways, _book, options.Subscribers);
        var sending = load.Run(options.Events, options.Rate, ct);
        await Strike(sending, ct);
        await sending;
        await EverythingArrived(ct);
        await stop.CancelAsync();
        await watching;
        return Figures(load);
    }

    public void Dispose() => _receiver?.Dispose();

    private async Task SetUp(CancellationToken ct)
    {
        await Create(
            "sources",
            new
            {
                id = "chaos",
                scheme = "hmac",
                secrets = (string[])[BenchmarkSecrets.Source],
                options = new { signature_header = "X-Signature", encoding = "hex" },
                mapping = new { type = "type", id = "id" },
            },
            ct
        );
        for (var subscriber = 0; subscriber < options.Subscribers; subscriber++)
        {
            await Create(
                "subscribers",
                new
                {
                    id = string.Create(CultureInfo.InvariantCulture, $"s{subscriber}"),
                    url = _receiver!.UrlOf(subscriber),
                    event_types = (string[])[BalancedLoad.TypeOf(subscriber)],
                    secret = BenchmarkSecrets.Subscriber,
                },
                ct
            );
        }
    }

    private async Task Create(string what, object body, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = cluster.Gateways[0] };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cluster.Key);
        using var answer = await http.PostAsJsonAsync($"/api/v1/{what}", body, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{what}: {await answer.Content.ReadAsStringAsync(ct)}");
        }
    }

    private async Task Strike(Task sending, CancellationToken ct)
    {
        await Task.Delay(WarmUp, TimeProvider.System, ct);
        var count = (int)((options.Duration - WarmUp) / options.Every);
        for (var number = 0; number < count && !sending.IsCompleted; number++)
        {
            var kind = options.Kinds[_random.Next(options.Kinds.Count)];
            var node = Nodes[_random.Next(Nodes.Length)];
            if (options.Database && number == count / 2)
            {
                (kind, node) = (StrikeKind.Kill, DatabaseNode);
            }

            var strike = new Strike(kind, node, Stopwatch.GetTimestamp());
            _strikes.Add(strike);
            await cluster.Run(ct, kind.ToString().ToLowerInvariant(), node);
            await Task.Delay(options.Every, TimeProvider.System, ct);
            Tell(number + 1, strike);
        }
    }

    private void Tell(int number, Strike strike)
    {
        var outages = Outages.Of(_book, strike, long.MaxValue, options.Subscribers);
        var worst = outages.DefaultIfEmpty().Max().TotalSeconds;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"strike {number}: {strike.Kind} {strike.Node}: {outages.Count} subscribers waited, {worst:F1} s at most; {_book.Refused} requests failed so far, {_book.Repeats} repeated"
            )
        );
    }

    private async Task EverythingArrived(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (Lost() > 0 && Stopwatch.GetElapsedTime(started) < ArrivalTimeout)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }

        // Repeats come after first arrivals.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, ct);
    }

    private int Lost() =>
        Enumerable
            .Range(0, options.Events)
            .Count(number =>
                _book.IsAcknowledged(number) && _book.ArrivedAt(number % options.Subscribers, number) == 0
            );

    private ClusterChaosFigures Figures(BalancedLoad load) =>
        new()
        {
            Due = options.Events,
            Acknowledged = Enumerable.Range(0, options.Events).Count(_book.IsAcknowledged),
            Lost = Lost(),
            Repeated = _book.Repeats,
            Wrong = _book.BadlySigned + _book.Unknown,
            EndedThemselves = cluster
                .SupervisorLog.Split('\n')
                .Count(line => line.Contains("ended with 75", StringComparison.Ordinal)),
            Strikes =
            [
                .. _strikes
                    .Index()
                    .Select(strike => (strike.Item, Until: UntilOf(strike.Index)))
                    .GroupBy(strike => strike.Item.Name)
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => new StrikeFigures(
                        group.Key,
                        group.Count(),
                        [.. group.SelectMany(one => Outages.Of(_book, one.Item, one.Until, options.Subscribers))],
                        [
                            .. group.SelectMany(one =>
                                load.Failures.Where(failure => failure.Due >= one.Item.At && failure.Due < one.Until)
                                    .Select(failure => failure.How)
                            ),
                        ]
                    )),
            ],
        };

    private long UntilOf(int strike) => strike + 1 < _strikes.Count ? _strikes[strike + 1].At : long.MaxValue;
}
