using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Conflicts;

/// <summary>
/// Looks every few seconds for edits that are owed to platforms and writes them: at once, after a wait, after a crash, it is the one
/// way. In every silo; each claims its own.
/// </summary>
internal sealed partial class OwedWriteService(
    OwedWrites owed,
    OwedWriter writer,
    ConflictOptions options,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<OwedWriteService> logger
) : BackgroundService
{
    private static readonly TimeSpan s_forgetEvery = TimeSpan.FromHours(1);
    private DateTimeOffset _forgetAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepInterval, time);
        try
        {
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
        finally
        {
            // What was written is noted before the silo ends.
            await writer.Ended();
        }
    }

    private async Task Sweep(CancellationToken ct)
    {
        await writer.Begin(ct);
        var now = clock.UtcNow();
        if (now >= _forgetAt)
        {
            await owed.ForgetWritten(now, ct);
            _forgetAt = now + s_forgetEvery;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Writing what is owed to platforms failed; the next look follows")]
    private partial void LogFailed(Exception exception);
}
