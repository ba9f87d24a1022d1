using Integration.Alerts;
using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Enrichment;

/// <summary>
/// Looks every few seconds for shops with due tasks and wakes their grains: the way on after a sync, a wait, a crash and a deploy. In
/// every silo, because any one may be gone; waking a grain that works already does nothing. Without tasks a look is one index probe.
/// </summary>
internal sealed partial class EnrichmentSweepService(
    EnrichmentTaskTable table,
    EnrichmentOptions options,
    IGrainFactory grains,
    WorkerBeats beats,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<EnrichmentSweepService> logger
) : BackgroundService
{
    private const string Worker = "enrichment";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepInterval, time);
        beats.Beat(Worker, options.SweepInterval);
        do
        {
            try
            {
                await Sweep(stoppingToken);
                beats.Beat(Worker, options.SweepInterval);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Sweeps once.</summary>
    internal async Task Sweep(CancellationToken ct)
    {
        foreach (var (shop, _) in await table.Due(clock.UtcNow(), ct))
        {
            grains.GetGrain<IEnrichmentGrain>(shop).Wake(CancellationToken.None).Ignore();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Looking for due enrichment tasks failed; the next look follows")]
    private partial void LogFailed(Exception exception);
}
