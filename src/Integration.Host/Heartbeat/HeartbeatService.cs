using Integration.Alerts;
using Integration.Health;
using Integration.Heartbeats;
using Integration.Time;
using Integration.Webhooks;

namespace Integration.Heartbeat;

/// <summary>
/// Shows a monitor outside that the hub lives: it is ready, and alerts are judged. When it is not, nothing is sent, and the monitor tells
/// people what the hub itself cannot tell any more.
/// </summary>
internal sealed partial class HeartbeatService(
    HeartbeatOptions options,
    IReadiness readiness,
    IGrainFactory grains,
    AlertStepOptions steps,
    DialGuard guard,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<HeartbeatService> logger
) : BackgroundService
{
    // A step that waits for a slow database is no dead engine yet.
    private const int MissedSteps = 6;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Url is null)
        {
            return;
        }

        using var sender = new HeartbeatSender(options, guard, time);
        using var timer = new PeriodicTimer(options.Interval, time);
        do
        {
            try
            {
                await Beat(sender, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotAsked(exception);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Beat(HeartbeatSender sender, CancellationToken ct)
    {
        var faults = await readiness.Faults(ct);
        if (faults.Count > 0)
        {
            LogNotReady(string.Join(' ', faults));
            return;
        }

        var last = await grains.GetGrain<IAlertGrain>(IAlertGrain.Key).LastStep(ct);
        if (last is null || clock.UtcNow() - last > steps.StepInterval * MissedSteps)
        {
            LogNotStepping(last);
        }
        else if (await sender.Send(ct) is { } failure)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "No heartbeat is sent: {Faults}")]
    private partial void LogNotReady(string faults);

    [LoggerMessage(LogLevel.Warning, "No heartbeat is sent: no alert was judged since {Last}")]
    private partial void LogNotStepping(DateTimeOffset? last);

    [LoggerMessage(LogLevel.Warning, "The heartbeat did not arrive: {Failure}")]
    private partial void LogFailed(string failure);

    [LoggerMessage(LogLevel.Warning, "No heartbeat is sent: whether the hub is well could not be asked")]
    private partial void LogNotAsked(Exception exception);
}
