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
    IAlertFeed feed,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<EnrichmentSweepService> logger
) : BackgroundService
{
    private HashSet<string> _told = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepInterval, time);
        do
        {
            try
            {
                await Sweep(stoppingToken);
                beats.Beat("enrichment", options.SweepInterval);
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
        var due = await table.Due(clock.UtcNow(), ct);
        foreach (var (shop, tasks) in due)
        {
            feed.Set(AlertMetrics.EnrichmentBacklog, LabelsOf(shop), tasks);
            grains.GetGrain<IEnrichmentGrain>(shop).Wake(CancellationToken.None).Ignore();
        }

        var told = due.Select(static one => one.Shop).ToHashSet(StringComparer.Ordinal);
        foreach (var shop in _told.Where(shop => !told.Contains(shop)))
        {
            feed.Forget(AlertMetrics.EnrichmentBacklog, LabelsOf(shop));
        }

        _told = told;
    }

    private static Dictionary<string, string> LabelsOf(string shop) => new(StringComparer.Ordinal) { ["shop"] = shop };

    [LoggerMessage(LogLevel.Warning, "Looking for due enrichment tasks failed; the next look follows")]
    private partial void LogFailed(Exception exception);
}
