using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Caching;

/// <summary>Writes this silo's counts of look-ups into the statistics of the day, in groups, and once more when it stops.</summary>
internal sealed partial class CacheStatisticsService(
    CacheMetrics metrics,
    CacheStatistics statistics,
    SharedCacheOptions options,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<CacheStatisticsService> logger
) : BackgroundService
{
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.StatisticsInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Once(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            using var enough = new CancellationTokenSource(LastWrite, time);
            await Once(enough.Token);
        }
    }

    /// <summary>Writes what was counted since the last time; what cannot be written is written with the next.</summary>
    internal async Task Once(CancellationToken ct)
    {
        var counts = metrics.Drain();
        if (counts.Count == 0)
        {
            return;
        }

        try
        {
            await statistics.Add(DateOnly.FromDateTime(clock.UtcNow().UtcDateTime), counts, ct);
        }
        catch (Exception exception)
        {
            metrics.Return(counts);
            LogFailed(exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The statistics of the cache could not be written; they are added to the next")]
    private partial void LogFailed(Exception exception);
}
