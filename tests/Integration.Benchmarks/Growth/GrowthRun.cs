using System.Diagnostics;
using System.Globalization;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Load;
using Integration.Benchmarks.Receiver;
using Integration.Databases;
using Integration.Partitions;

namespace Integration.Benchmarks.Growth;

/// <summary>Two hubs, one of which has grown, measured by turns; and the grown one while a day is dropped.</summary>
internal sealed class GrowthRun : IDisposable
{
    private const int Connections = 64;
    private const int Bursts = 5;
    private const int BurstEvents = 10_000;
    private const int WarmUp = 20_000;
    private const int Rate = 300;
    private const int Steadies = 3;
    private static readonly TimeSpan s_steadyFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_arrival = TimeSpan.FromSeconds(60);
    private static readonly string[] s_tables = ["deliveries", "attempts", "attempt_bodies", "events"];
    private readonly Hub _small;
    private readonly Hub _grown;
    private readonly FillOptions _options;
    private readonly EventBook _book;
    private readonly EventRequests _requests;
    private readonly WebhookReceiver _receiver;
    private int _next;

    public GrowthRun(Hub small, Hub grown, FillOptions options)
    {
        _small = small;
        _grown = grown;
        _options = options;
        _book = new EventBook((2 * (WarmUp + (Bursts * BurstEvents))) + ((2 * Steadies) + 1) * SteadyEvents);
        _requests = new EventRequests(small.Path);
        _receiver = new WebhookReceiver(_book);
    }

    private static int SteadyEvents => (int)(Rate * s_steadyFor.TotalSeconds);

    /// <summary>Acknowledged and never arrived.</summary>
    public long Lost => _book.Missing(0, _next);

    /// <summary>Figures of both, and deliveries of the grown one at the constant rate while a day goes.</summary>
    public async Task<(GrowthFigures Empty, GrowthFigures Full, Latencies Dropping)> Run(CancellationToken ct)
    {
        await SetUp(_small, ct);
        await SetUp(_grown, ct);
        var started = Stopwatch.GetTimestamp();
        var filler = new Filler(_grown.ConnectionString, _options);
        await filler.Run(ct);
        Say($"filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        await Burst(_small, WarmUp, ct);
        await Burst(_grown, WarmUp, ct);
        var (emptyBursts, fullBursts) = (new List<double>(), new List<double>());
        for (var n = 0; n < Bursts; n++)
        {
            emptyBursts.Add(await Burst(_small, BurstEvents, ct));
            fullBursts.Add(await Burst(_grown, BurstEvents, ct));
            Say($"burst {n}: {emptyBursts[^1]:F0} and {fullBursts[^1]:F0} events/s");
        }

        var (emptySteady, fullSteady) = (new List<Latencies>(), new List<Latencies>());
        for (var n = 0; n < Steadies; n++)
        {
            emptySteady.Add(await Steady(_small, ct));
            fullSteady.Add(await Steady(_grown, ct));
            Say($"at {Rate}/s: p99 {emptySteady[^1].P99:F2} and {fullSteady[^1].P99:F2} ms");
        }

        var empty = new GrowthFigures(emptyBursts, emptySteady, await new ListTimes(_small).Measure(ct));
        var full = new GrowthFigures(fullBursts, fullSteady, await new ListTimes(_grown).Measure(ct));
        return (empty, full, await Drop(filler.FirstDay, ct));
    }

    public void Dispose() => _receiver.Dispose();

    private async Task SetUp(Hub hub, CancellationToken ct)
    {
        await hub.Start(_receiver.UrlOf(0), ct);
        for (var n = 0; n < FillOptions.Subscribers; n++)
        {
            await hub.CreateSubscriber(FillOptions.Subscriber(n), _receiver.UrlOf(0), 3, ct, eventType: "nothing");
        }
    }

    private async Task<double> Burst(Hub hub, int count, CancellationToken ct)
    {
        var from = Take(count);
        await BurstLoad.Run(hub.Port, _requests, _book, from, count, Connections);
        await Arrivals(from, count, ct);
        return count / _book.Span(from, count).TotalSeconds;
    }

    private async Task<Latencies> Steady(Hub hub, CancellationToken ct)
    {
        var from = Take(SteadyEvents);
        using var load = new RateLoad(hub.Port, _requests, _book, Connections);
        await load.Run(from, SteadyEvents, Rate, ct);
        await Arrivals(from, SteadyEvents, ct);
        return _book.Deliveries(from, SteadyEvents);
    }

    private async Task<Latencies> Drop(DateOnly day, CancellationToken ct)
    {
        await using var database = new HubDatabase(_grown.ConnectionString);
        var partitions = new PartitionMaintenance(database, new RetentionOptions(), TimeProvider.System);
        var steady = Steady(_grown, ct);
        await Task.Delay(s_steadyFor / 4, TimeProvider.System, ct);
        foreach (var table in s_tables)
        {
            var started = Stopwatch.GetTimestamp();
            await partitions.Drop(table, PartitionDays.Name(table, day), ct);
            Say($"dropped {table} of {day:yyyy-MM-dd} in {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms");
        }

        return await steady;
    }

    private int Take(int count)
    {
        var from = _next;
        _next += count;
        return from;
    }

    private async Task Arrivals(int from, int count, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (_book.Missing(from, count) > 0 && Stopwatch.GetElapsedTime(started) < s_arrival)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
