using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Collections;

/// <summary>
/// Looks every few seconds for collections with due items and wakes their grains: the only way on after a crash, a deploy and a
/// wait. In every silo, because any one may be gone; waking a grain that works already does nothing.
/// </summary>
internal sealed partial class CollectionSweepService(
    CollectionTable table,
    CollectionOptions options,
    IGrainFactory grains,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<CollectionSweepService> logger
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepInterval, time);
        do
        {
            try
            {
                await Sweep(stoppingToken);
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
        foreach (var id in await table.Due(clock.UtcNow(), ct))
        {
            grains.GetGrain<ICollectionGrain>(id.ToString()).Wake(CancellationToken.None).Ignore();
        }
    }

    [LoggerMessage(LogLevel.Warning, "Looking for due collections failed; the next look follows")]
    private partial void LogFailed(Exception exception);
}
