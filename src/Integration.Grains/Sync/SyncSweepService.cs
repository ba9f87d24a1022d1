using Integration.Access;
using Integration.Alerts;
using Integration.Shops;
using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Sync;

/// <summary>
/// Looks every few seconds for what is due and wakes its grains: starts by schedule, runs that a crash left behind, records to be tried
/// again, records that webhooks have named, shops whose account was changed. In every silo, because any one may be gone; waking what works already does nothing.
/// </summary>
internal sealed partial class SyncSweepService(
    SyncDueTable due,
    SyncHintTable hints,
    ShopTable shops,
    ShopOptions options,
    WorkerBeats beats,
    IGrainFactory grains,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<SyncSweepService> logger
) : BackgroundService
{
    private const string Worker = "sync";

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
    private async Task Sweep(CancellationToken ct)
    {
        var now = clock.UtcNow();
        foreach (var (shop, kind) in await due.Starts(now, options.StartsPerSweep, ct))
        {
            Of(shop, kind).StartDue(CancellationToken.None).Ignore();
        }

        foreach (var (shop, kind) in await due.Running(options.WakesPerSweep, ct))
        {
            Of(shop, kind).Wake(CancellationToken.None).Ignore();
        }

        foreach (var (shop, kind) in await due.Failures(now, options.WakesPerSweep, ct))
        {
            Of(shop, kind).Wake(CancellationToken.None).Ignore();
        }

        var (oldest, newest) = (now - options.HintReach, now - options.HintLag);
        foreach (var shop in await hints.Due(oldest, newest, options.WakesPerSweep, ct))
        {
            Of(shop, SyncKind.Orders).Hear(CancellationToken.None).Ignore();
        }

        foreach (var shop in await shops.Mended(options.StartsPerSweep, ct))
        {
            var context = new WriteContext(ShopPauses.Actor, null);
            grains.GetGrain<IShopGrain>(shop).ResumeMended(context, CancellationToken.None).Ignore();
        }
    }

    private ISyncGrain Of(string shop, SyncKind kind) => grains.GetGrain<ISyncGrain>(ISyncGrain.KeyOf(shop, kind));

    [LoggerMessage(LogLevel.Warning, "Looking for due syncs failed; the next look follows")]
    private partial void LogFailed(Exception exception);
}
