using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Caching;

/// <summary>
/// Every day at <see cref="SharedCacheOptions.PurgeAt"/>: removes what has ended from the shared level of the cache. Every silo may do
/// it, and does at its start what was missed.
/// </summary>
internal sealed partial class CachePurgeService(
    CachePurge purge,
    SharedCacheOptions options,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<CachePurgeService> logger
) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = await Once(stoppingToken)
                ? DailyTime.Next(clock.UtcNow(), options.PurgeAt) - clock.UtcNow()
                : RetryAfter;
            await Task.Delay(wait, time, stoppingToken);
        }
    }

    /// <summary>One look; false where it failed.</summary>
    internal async Task<bool> Once(CancellationToken ct)
    {
        var now = clock.UtcNow();
        try
        {
            if (await purge.RunIfDue(DailyTime.Last(now, options.PurgeAt), now, ct) is { } purged)
            {
                LogPurged(purged);
            }

            return true;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            LogFailed(RetryAfter, exception);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Removed {Count} values that had ended from the cache")]
    private partial void LogPurged(long count);

    [LoggerMessage(LogLevel.Warning, "Removing what has ended from the cache failed; again in {Wait}")]
    private partial void LogFailed(TimeSpan wait, Exception exception);
}
