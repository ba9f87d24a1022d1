using Integration.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Platforms;

/// <summary>
/// Writes down every few seconds what this silo's calls to platforms were. A silo that is killed loses the counts since then, nothing
/// else; while the database is away they gather.
/// </summary>
internal sealed partial class PlatformCallService(
    PlatformCallBook book,
    PlatformCallTable table,
    WriterNumber writer,
    TimeProvider time,
    ILogger<PlatformCallService> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Write(cancellationToken);
    }

    /// <summary>Writes what has gathered; keeps it where that fails.</summary>
    internal async Task Write(CancellationToken ct)
    {
        var counts = book.Take();
        if (counts.Count == 0)
        {
            return;
        }

        try
        {
            await table.Add(counts, writer.Value, ct);
        }
        catch (Exception exception)
        {
            book.Return(counts);
            LogNotWritten(exception, counts.Count);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await Write(stoppingToken);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Counts of calls to platforms ({Count} rows) were not written and are tried again"
    )]
    private partial void LogNotWritten(Exception exception, int count);
}
