using System.Diagnostics;
using System.Globalization;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Load;
using Integration.Benchmarks.Receiver;
using Integration.Databases;
using Integration.Partitions;

namespace Integration.Benchmarks.Growth;

/// <summary>The same hub measured before and after its database has grown, and while a day is dropped.</summary>
internal sealed class GrowthRun : IDisposable
{
    private const int Connections = 64;
    private const int Bursts = 5;
    private const int BurstEvents = 10_000;
    private const int WarmUp = 20_000;
    private const int Rate = 300;
    private static readonly TimeSpan s_steadyFor = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_arrival = TimeSpan.FromSeconds(60);
    private static readonly string[] s_tables = ["deliveries", "attempts", "attempt_bodies", "events"];
    private readonly Hub _hub;
    private readonly FillOptions _options;
    private readonly EventBook _book;
    private readonly EventRequests _requests;
    private readonly WebhookReceiver _receiver;
    private int _next;

    public GrowthRun(Hub hub, FillOptions options)
    {
        _hub = hub;
        _options = options;
        _book = new EventBook((2 * (WarmUp + (Bursts * BurstEvents))) + (4 * SteadyEvents));
        _requests = new EventRequests(hub.Path);
        _receiver = new WebhookReceiver(_book);
    }

    private static int SteadyEvents => (int)(Rate * s_steadyFor.TotalSeconds);

    /// <summary>Acknowledged and never arrived.</summary>
    public long Lost => _book.Missing(0, _next);

    /// <summary>Figures before, after, and deliveries at the constant rate while a day goes.</summary>
    public async Task<(GrowthFigures Empty, GrowthFigures Full, Latencies Dropping)> Run(CancellationToken ct)
    {
        await _hub.Start(_receiver.UrlOf(0), ct);
        for (var n = 0; n < FillOptions.Subscribers; n++)
        {
            await _hub.CreateSubscriber(FillOptions.Subscriber(n), _receiver.UrlOf(0), 3, ct, eventType: "nothing");
        }

        var empty = await Measure("empty", ct);
        var started = Stopwatch.GetTimestamp();
        var filler = new Filler(_hub.ConnectionString, _options);
        await filler.Run(ct);
        Say($"filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        var full = await Measure("full", ct);
        return (empty, full, await Drop(filler.FirstDay, ct));
    }

    public void Dispose() => _receiver.Dispose();

    private async Task<GrowthFigures> Measure(string state, CancellationToken ct)
    {
        await Burst(WarmUp, ct);
        var bursts = new List<double>();
        for (var n = 0; n < Bursts; n++)
        {
            bursts.Add(await Burst(BurstEvents, ct));
        }

        var steady = await Steady(ct);
        Say(
            $"{state}: {string.Join(' ', bursts.Select(one => one.ToString("F0", CultureInfo.InvariantCulture)))} events/s, p99 {steady.P99:F2} ms"
        );
        var lists = await new ListTimes(_hub).Measure(ct);
        return new GrowthFigures(bursts, steady, lists);
    }

    private async Task<double> Burst(int count, CancellationToken ct)
    {
        var from = Take(count);
        await BurstLoad.Run(_hub.Port, _requests, _book, from, count, Connections);
        await Arrivals(from, count, ct);
        return count / _book.Span(from, count).TotalSeconds;
    }

    private async Task<Latencies> Steady(CancellationToken ct)
    {
        var from = Take(SteadyEvents);
        using var load = new RateLoad(_hub.Port, _requests, _book, Connections);
        await load.Run(from, SteadyEvents, Rate, ct);
        await Arrivals(from, SteadyEvents, ct);
        return _book.Deliveries(from, SteadyEvents);
    }

    private async Task<Latencies> Drop(DateOnly day, CancellationToken ct)
    {
        await using var database = new HubDatabase(_hub.ConnectionString);
        var partitions = new PartitionMaintenance(database, new RetentionOptions(), TimeProvider.System);
        var steady = Steady(ct);
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
