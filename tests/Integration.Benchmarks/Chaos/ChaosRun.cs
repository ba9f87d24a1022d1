using System.Diagnostics;
using System.Globalization;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Load;
using Integration.Benchmarks.Receiver;

namespace Integration.Benchmarks.Chaos;

/// <summary>
/// One subscriber under a constant rate. Senders do not try again: what was not acknowledged may or may not have been stored,
/// what was acknowledged must arrive.
/// </summary>
internal sealed class ChaosRun : IDisposable
{
    private const int Connections = 64;

    // Seconds of a round at most: work between kills, recovery, and some in reserve.
    private const int MostSecondsPerKill = 60;
    private static readonly TimeSpan LeastBetween = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MostJitter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BackTimeout = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(90);
    private readonly Hub _hub;
    private readonly ChaosOptions _options;
    private readonly EventBook _book;
    private readonly WebhookReceiver _receiver;
    private readonly Random _random;

    public ChaosRun(Hub hub, ChaosOptions options)
    {
        _hub = hub;
        _options = options;
        _random = new Random(options.Seed);
        _book = new EventBook((options.Kills + 2) * MostSecondsPerKill * options.Rate);
        _receiver = new WebhookReceiver(_book);
    }

    /// <summary>Kills as often as asked, then waits for what is owed.</summary>
    public async Task<ChaosFigures> Run(CancellationToken ct)
    {
        await _hub.Start(ct);
        await _hub.CreateSource(ct);
        await _hub.CreateSubscriber("partner", _receiver.UrlOf(0), _options.Concurrency, ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var load = new RateLoad(_hub.Port, new EventRequests(_hub.Path), _book, Connections);
        var sending = load.Run(0, _book.Capacity, _options.Rate, stop.Token);
        await Work(ct);
        var back = new List<TimeSpan>();
        var caughtUp = new List<TimeSpan>();
        for (var kill = 1; kill <= _options.Kills; kill++)
        {
            await KillOnce(kill, back, caughtUp, ct);
        }

        await stop.CancelAsync();
        var due = await sending;
        await Until(() => _book.Missing(0, due) == 0, ArrivalTimeout, ct);
        // Repeats come after first arrivals.
        await Task.Delay(LeastBetween, TimeProvider.System, ct);
        var acknowledged = Enumerable.Range(0, due).Count(_book.IsAcknowledged);
        return new ChaosFigures
        {
            Due = due,
            Acknowledged = acknowledged,
            Lost = _book.Missing(0, due),
            Repeated = _book.Repeats,
            Wrong = _book.BadlySigned + _book.Unknown,
            Unacknowledged = _book.Arrivals - (acknowledged - _book.Missing(0, due)),
            Back = back,
            CaughtUp = caughtUp,
        };
    }

    public void Dispose() => _receiver.Dispose();

    private async Task KillOnce(int kill, List<TimeSpan> back, List<TimeSpan> caughtUp, CancellationToken ct)
    {
        var repeats = _book.Repeats;
        var killed = Stopwatch.GetTimestamp();
        _hub.Program.Kill();
        var gone = Stopwatch.GetTimestamp();
        _hub.Program.Start();
        if (!await Until(() => _book.LastAcknowledged > gone, BackTimeout, ct))
        {
            throw new InvalidOperationException($"Not back after {BackTimeout}:\n{_hub.Program.LastWords()}");
        }

        back.Add(Stopwatch.GetElapsedTime(killed, _book.FirstAcknowledgedAfter(gone)));
        await Until(() => _book.MissingAcknowledgedBefore(gone) == 0, ArrivalTimeout, ct);
        caughtUp.Add(Stopwatch.GetElapsedTime(killed));
        await Work(ct);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"kill {kill}: 202 again after {back[^1].TotalSeconds:F2} s, caught up after {caughtUp[^1].TotalSeconds:F2} s, {_book.Repeats - repeats} repeated"
            )
        );
    }

    private Task Work(CancellationToken ct) =>
        Task.Delay(LeastBetween + (MostJitter * _random.NextDouble()), TimeProvider.System, ct);

    private static async Task<bool> Until(Func<bool> condition, TimeSpan timeout, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > timeout)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
        }

        return true;
    }
}
