using Integration.Delivery;
using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Partitions;

/// <summary>
/// Every hour: makes the days to come, drops those whose time is over, purges what has ended. Every silo may do it: each
/// step is safe to repeat and to run twice.
/// </summary>
internal sealed partial class RetentionService(
    PartitionMaintenance partitions,
    CancelledDeliveries deliveries,
    Purge purge,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<RetentionService> logger
) : BackgroundService
{
    private const int ExpireStep = 5_000;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await Once(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One round.</summary>
    internal async Task Once(CancellationToken ct)
    {
        var now = clock.UtcNow();
        await partitions.MakeAhead(now, ct);
        if (await partitions.MadeUntil(ct) is not { } until || until <= DateOnly.FromDateTime(now.UtcDateTime))
        {
            LogShort();
        }

        await DropExpired(now, ct);
        if (await purge.Run(now, ct) is > 0 and var purged)
        {
            LogPurged(purged);
        }
    }

    private async Task DropExpired(DateTimeOffset now, CancellationToken ct)
    {
        var held = new HashSet<DateOnly?>();
        foreach (var (table, partition) in await partitions.Expired(now, ct))
        {
            if (table == "deliveries")
            {
                await EndPending(partition, now, ct);
            }

            // A day whose deliveries stay keeps the rest as well: a pending delivery needs its event.
            var day = PartitionDays.DayOf(table, partition);
            if (held.Contains(day) || !await partitions.Drop(table, partition, ct))
            {
                held.Add(day);
                LogHeld(partition);
            }
            else
            {
                LogDropped(partition);
            }
        }
    }

    // Rows still pending end as expired before their day goes: a number shown must be accounted for.
    private async Task EndPending(string partition, DateTimeOffset now, CancellationToken ct)
    {
        while (await deliveries.ExpirePartition(partition, now, ExpireStep, ct) > 0) { }
    }

    [LoggerMessage(LogLevel.Error, "No partition is there for tomorrow; intake stops when today ends")]
    private partial void LogShort();

    [LoggerMessage(LogLevel.Information, "Dropped {Partition}, its retention has ended")]
    private partial void LogDropped(string partition);

    [LoggerMessage(LogLevel.Warning, "{Partition} stays for another hour: an attempt holds a delivery of its day")]
    private partial void LogHeld(string partition);

    [LoggerMessage(LogLevel.Information, "Purged {Count} rows of keys, nonces and roll-ups")]
    private partial void LogPurged(long count);

    [LoggerMessage(LogLevel.Error, "Keeping the partitions failed; intake stops when no day is left")]
    private partial void LogFailed(Exception exception);
}
