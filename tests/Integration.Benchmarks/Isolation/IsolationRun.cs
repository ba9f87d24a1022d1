using System.Diagnostics;
using System.Globalization;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Load;
using Integration.Benchmarks.Receiver;

namespace Integration.Benchmarks.Isolation;

/// <summary>Twenty healthy subscribers at a constant rate, in turns without and with three bad ones beside them.</summary>
internal sealed class IsolationRun : IDisposable
{
    private const int Connections = 16;
    private const int Concurrency = 3;
    private static readonly string[] Bad = ["dead", "hanging", "slow"];

    // What the last phase left behind (retries, cancelled rows) is not the next one's.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(60);
    private readonly Hub _hub;
    private readonly IsolationOptions _options;
    private readonly EventBook _book;
    private readonly EventRequests _requests;
    private readonly WebhookReceiver _healthy;
    private readonly WebhookReceiver _hanging;
    private readonly WebhookReceiver _slow;

    public IsolationRun(Hub hub, IsolationOptions options)
    {
        _hub = hub;
        _options = options;
        _book = new EventBook(options.Events, IsolationOptions.Healthy);
        _requests = new EventRequests(hub.Path);
        _healthy = new WebhookReceiver(_book);
        _hanging = new WebhookReceiver(_book, ReceiverBehaviour.Hanging);
        _slow = new WebhookReceiver(_book, ReceiverBehaviour.Slow(SlowAnswer));
    }

    /// <summary>Deliveries to healthy ones that were acknowledged and never arrived.</summary>
    public long Lost =>
        Enumerable.Range(0, IsolationOptions.Healthy).Sum(one => _book.Missing(0, _options.Events, one));

    /// <summary>Deliveries to healthy ones that arrived again.</summary>
    public long Repeated => _book.Repeats;

    /// <summary>Latencies of each phase.</summary>
    public async Task<(List<Latencies> Without, List<Latencies> With)> Run(CancellationToken ct)
    {
        await SetUp(ct);
        await BurstLoad.Run(_hub.Port, _requests, _book, 0, IsolationOptions.WarmUp, Connections);
        await Arrivals(0, IsolationOptions.WarmUp, ct);
        var without = new List<Latencies>();
        var with = new List<Latencies>();
        var from = IsolationOptions.WarmUp;
        // Not counted: the first failures compile what failures need.
        await Phase(from, withBad: true, ct);
        from += _options.PhaseEvents;
        for (var round = 0; round < _options.Rounds; round++)
        {
            without.Add(await Phase(from, withBad: false, ct));
            with.Add(await Phase(from + _options.PhaseEvents, withBad: true, ct));
            from += 2 * _options.PhaseEvents;
        }

        return (without, with);
    }

    public void Dispose()
    {
        _healthy.Dispose();
        _hanging.Dispose();
        _slow.Dispose();
    }

    private async Task SetUp(CancellationToken ct)
    {
        await _hub.Start(ct);
        await _hub.CreateSource(ct);
        for (var i = 0; i < IsolationOptions.Healthy; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"healthy-{i:D2}");
            await _hub.CreateSubscriber(id, _healthy.UrlOf(i), Concurrency, ct);
        }

        var urls = new[] { DeadUrl(), _hanging.UrlOf(0), _slow.UrlOf(0) };
        foreach (var (id, url) in Bad.Zip(urls))
        {
            await _hub.CreateSubscriber(id, url, Concurrency, ct);
            await _hub.Enable(id, enabled: false, ct);
        }
    }

    private async Task<Latencies> Phase(int from, bool withBad, CancellationToken ct)
    {
        foreach (var id in Bad)
        {
            await _hub.Enable(id, withBad, ct);
        }

        await Task.Delay(Settling, TimeProvider.System, ct);
        using var load = new RateLoad(_hub.Port, _requests, _book, Connections);
        await load.Run(from, _options.PhaseEvents, _options.Rate, ct);
        await Arrivals(from, _options.PhaseEvents, ct);
        var latencies = _book.Deliveries(from, _options.PhaseEvents, IsolationOptions.Healthy);
        var who = withBad ? "with bad ones" : "without";
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{who, -14} p50 {latencies.P50:F2} p99 {latencies.P99:F2} max {latencies.Max:F1} ms of {latencies.Count}"
            )
        );
        TellSlow(from);
        return latencies;
    }

    // Whether one subscriber or all of them stalled, and when, says where to look.
    private void TellSlow(int from)
    {
        var slow = _book.Slower(Stall, from, _options.PhaseEvents).ToArray();
        if (slow.Length > 0)
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"    {slow.Length} over {Stall.TotalMilliseconds} ms: subscribers {string.Join(',', slow.Select(one => one.Subscriber).Distinct())}, due {(slow.Min(one => one.Number) - from) / (double)_options.Rate:F1} to {(slow.Max(one => one.Number) - from) / (double)_options.Rate:F1} s into the phase"
                )
            );
        }
    }

    private async Task Arrivals(int from, int count, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (
            Enumerable.Range(0, IsolationOptions.Healthy).Any(one => _book.Missing(from, count, one) > 0)
            && Stopwatch.GetElapsedTime(started) < ArrivalTimeout
        )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, ct);
        }
    }

    // A port that was just free: nobody listens there.
    private static string DeadUrl()
    {
        using var gone = new WebhookReceiver(new EventBook(1));
        return gone.UrlOf(0);
    }
}
