using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Databases;

/// <summary>Measures the offset to the database's clock every minute; between two measures the clock is monotonic.</summary>
internal sealed partial class DatabaseClockService(
    HubDatabase database,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<DatabaseClockService> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await DatabaseTime.Measure(database, clock, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database's clock could not be read; the last offset holds")]
    private partial void LogFailed(Exception exception);
}
