using Integration.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Integration.Intake;

/// <summary>Works through fan-out cursors: after an append that left one, and at every sweep for those of a lost silo.</summary>
internal sealed partial class FanoutExpander(
    FanoutStep step,
    DeliveryPublisher publisher,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<FanoutExpander> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>A cursor was left.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var tick = time.CreateTimer(_ => Wake(), null, Interval, Interval);
        while (!stoppingToken.IsCancellationRequested)
        {
            await _wake.WaitAsync(stoppingToken);
            try
            {
                while (await step.Next(clock.UtcNow(), stoppingToken) is { } made)
                {
                    publisher.Publish([made]);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A step of fan-out failed; it is tried again")]
    private partial void LogFailed(Exception exception);
}
