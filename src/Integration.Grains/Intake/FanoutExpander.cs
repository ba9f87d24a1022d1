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
    private readonly FanoutBackOff _backOff = new();

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
                await Expand(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }
        }
    }

    /// <summary>Works until nothing is left but what failed lately.</summary>
    internal async Task Expand(CancellationToken ct)
    {
        while (await ExpandOne(ct)) { }
    }

    private async Task<bool> ExpandOne(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var waiting = _backOff.Waiting(now);
        if (waiting.Count >= FanoutBackOff.MaxWaiting)
        {
            return false;
        }

        try
        {
            if (await step.Next(now, waiting, ct) is not { } made)
            {
                return false;
            }

            _backOff.Succeeded(made.Result.EventId);
            publisher.Publish([made]);
        }
        catch (FanoutStepException exception)
        {
            LogSetAside(exception, exception.EventId, _backOff.Failed(exception.EventId, now));
        }

        return true;
    }

    [LoggerMessage(LogLevel.Warning, "The fan-out of event {EventId} failed and is set aside until {Until}")]
    private partial void LogSetAside(Exception exception, Guid eventId, DateTimeOffset until);

    [LoggerMessage(LogLevel.Warning, "Fan-out failed; it is tried again")]
    private partial void LogFailed(Exception exception);
}
