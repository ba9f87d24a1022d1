using Integration.Stalls;

namespace Integration.Cluster;

/// <summary>
/// Beats while the process runs. After a gap (SIGSTOP, a paused machine, swapping) it asks the membership table: declared
/// dead, the process ends at once; still a member, no grain of it can have moved, and attempts go on.
/// </summary>
internal sealed partial class StallWatchdog(
    StallGuard guard,
    StallOptions options,
    IClusterMembershipService membership,
    ILocalSiloDetails silo,
    DeadSiloHandler dead,
    TimeProvider time,
    ILogger<StallWatchdog> logger
) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // The silo has just joined: nothing has to be asked for the time that took.
        guard.Confirm(time.GetTimestamp());
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!guard.TryBeat())
            {
                LogStood(guard.SinceConfirmed.TotalSeconds);
                await ConfirmMembership(stoppingToken);
            }
        }
    }

    private async Task ConfirmMembership(CancellationToken ct)
    {
        var asked = time.GetTimestamp();
        try
        {
            // Twice: the first may join a read that began before the process stood still.
            await membership.Refresh(default, ct);
            await membership.Refresh(default, ct);
            var status = membership.CurrentSnapshot.GetSiloStatus(silo.SiloAddress);
            if (status == SiloStatus.Dead)
            {
                dead.End("It had stood still.");
            }

            guard.Confirm(asked);
            LogGoesOn(status, guard.IsOpen);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // The guard stays closed: the next tick finds the same gap and asks again.
            LogNotConfirmed(exception);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The process stood still for {Seconds:F1} s; attempts wait until the silo is known to be a member still"
    )]
    private partial void LogStood(double seconds);

    [LoggerMessage(LogLevel.Warning, "The silo is {Status} by the membership table; attempts go on: {Open}")]
    private partial void LogGoesOn(SiloStatus status, bool open);

    [LoggerMessage(LogLevel.Warning, "Membership could not be confirmed; attempts go on waiting")]
    private partial void LogNotConfirmed(Exception exception);
}
