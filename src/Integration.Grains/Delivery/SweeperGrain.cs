using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Delivery;

/// <summary>Finds due rows that nobody works on: ids of subscribers only, one index probe each.</summary>
internal sealed partial class SweeperGrain(
    PendingDeliveries pending,
    CancelledDeliveries cancelled,
    DatabaseClock clock,
    DeliveryOptions options,
    ILogger<SweeperGrain> logger
) : Grain, ISweeperGrain, IRemindable
{
    private const int CancelStep = 5_000;
    private const string Backstop = "sweep";
    private static readonly TimeSpan BackstopPeriod = TimeSpan.FromMinutes(1);
    private DateTimeOffset _last;

    // Every silo's own timer calls far more often; this one also brings the grain back where none of them runs.
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.RegisterOrUpdateReminder(Backstop, BackstopPeriod, BackstopPeriod, cancellationToken);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Sweep(CancellationToken.None);

    public async Task Sweep(CancellationToken ct)
    {
        var now = clock.UtcNow();
        // Also where the database's clock was set back: the last sweep then lies ahead, and nothing may wait until it has passed.
        if ((now - _last).Duration() < options.SweepInterval / 2)
        {
            // Every silo calls: one sweep an interval is enough.
            return;
        }

        _last = now;
        // Due for a whole interval: what the fast path carries is on its way sooner.
        var subscribers = await pending.SubscribersWithDueBefore(now - options.SweepInterval, ct);
        foreach (var subscriber in subscribers)
        {
            GrainFactory.GetGrain<ISubscriberGrain>(subscriber).Wake(CancellationToken.None).Ignore();
        }

        // One step a sweep: a subscriber with a long backlog must not hold up the recovery of the others.
        if (await cancelled.CancelOldEpochs(clock.UtcNow(), CancelStep, ct) is > 0 and var count)
        {
            LogCancelled(count);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} deliveries of disabled or deleted subscribers were cancelled")]
    private partial void LogCancelled(long count);
}
