using System.Diagnostics;
using Integration.Benchmarks.Hosts;
using Integration.Benchmarks.Load;
using Integration.Benchmarks.Receiver;

namespace Integration.Benchmarks.Comparison;

/// <summary>One program through one round: start, warm-up, burst, constant rate, idle.</summary>
internal sealed class ProgramRun(IProgramUnderTest program, CompareOptions options) : IDisposable
{
    private static readonly TimeSpan ArrivalTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(1);

    // Outcomes, statistics and the collector's work of one phase must not be counted in the next.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);
    private readonly EventBook _book = new(options.Events);
    private readonly EventRequests _requests = new(program.Paths);
    private WebhookReceiver? _receiver;

    /// <summary>Runs the round.</summary>
    public async Task<RoundFigures> Run(CancellationToken ct)
    {
        _receiver = new WebhookReceiver(_book);
        await program.Start(_receiver.UrlOf(0), ct);
        await Burst(0, options.WarmUp, ct);
        foreach (var id in program.Processes)
        {
            ProcessFigures.ForgetPeak(id);
        }

        var before = Processors.Now(program);
        await Burst(options.WarmUp, options.Burst, ct);
        var burst = Processors.Now(program).Since(before);
        var rateFrom = options.WarmUp + options.Burst;
        before = Processors.Now(program);
        await ConstantRate(rateFrom, ct);
        var rate = Processors.Now(program).Since(before);
        var peak = program.Processes.Sum(ProcessFigures.PeakMegabytes);
        var (idle, watched) = await Idle(ct);
        var delivery = _book.Deliveries(rateFrom, options.RateEvents);
        return new RoundFigures
        {
            BurstPerSecond = options.Burst / _book.Span(options.WarmUp, options.Burst).TotalSeconds,
            CpuPerEvent = burst.Program.TotalMilliseconds / options.Burst,
            GatewayCpuPerEvent = burst.Gateways.TotalMilliseconds / options.Burst,
            DatabaseCpuPerEvent = burst.Database.TotalMilliseconds / options.Burst,
            GeneratorCpuPerEvent = burst.Generator.TotalMilliseconds / options.Burst,
            RateCpuPerEvent = rate.Program.TotalMilliseconds / Math.Max(1, options.RateEvents),
            Delivery = delivery,
            Acknowledgement = _book.Acknowledgements(rateFrom, options.RateEvents),
            PeakMegabytes = peak,
            IdleMegabytes = program.Processes.Sum(ProcessFigures.ResidentMegabytes),
            IdlePercent = 100 * idle.Program / watched,
            DatabaseIdlePercent = 100 * idle.Database / watched,
            Lost = _book.Missing(0, options.Events),
            Repeated = _book.Repeats,
            Late = delivery.Above(LateAfter),
            Wrong = _book.Refused + _book.BadlySigned + _book.Unknown,
        };
    }

    public void Dispose() => _receiver?.Dispose();

    private async Task Burst(int from, int count, CancellationToken ct)
    {
        var shares = program.Ports.Count;
        await Task.WhenAll(
            program.Ports.Select(
                (port, i) =>
                {
                    var (first, next) = (from + (count * i / shares), from + (count * (i + 1) / shares));
                    var connections = options.Connections / shares;
                    return BurstLoad.Run(port, _requests, _book, first, next - first, connections);
                }
            )
        );
        await Arrivals(from, count, ct);
    }

    private async Task ConstantRate(int from, CancellationToken ct)
    {
        var shares = program.Ports.Count;
        await Task.WhenAll(
            program.Ports.Select(
                async (port, i) =>
                {
                    using var load = new RateLoad(port, _requests, _book, options.Connections / shares);
                    var (first, next) = (
                        from + (options.RateEvents * i / shares),
                        from + (options.RateEvents * (i + 1) / shares)
                    );
                    await load.Run(first, next - first, (double)options.Rate / shares, ct);
                }
            )
        );
        await Arrivals(from, options.RateEvents, ct);
    }

    private async Task Arrivals(int from, int count, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (_book.Missing(from, count) > 0 && Stopwatch.GetElapsedTime(started) < ArrivalTimeout)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
        }

        await Task.Delay(Settling, TimeProvider.System, ct);
    }

    private async Task<(Processors Spent, TimeSpan Watched)> Idle(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var before = Processors.Now(program);
        await Task.Delay(options.IdleFor, TimeProvider.System, ct);
        return (Processors.Now(program).Since(before), Stopwatch.GetElapsedTime(started));
    }
}
