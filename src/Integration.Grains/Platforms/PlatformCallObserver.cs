using Integration.Accounts;
using Integration.Alerts;
using Integration.Pipeline;
using Integration.Time;

namespace Integration.Platforms;

/// <summary>What the hub does with every call to a platform: counts it over time, minds the account's health, feeds alerts.</summary>
internal sealed class PlatformCallObserver(
    PlatformCallBook book,
    AccountCalls accounts,
    IAlertFeed alerts,
    DatabaseClock clock
) : ICallObserver
{
    public void Attempted(in PlatformCallMeasure measure) =>
        book.AddAttempt(KeyOf(measure), measure.Kind, measure.Duration);

    public void Called(in PlatformCallMeasure measure)
    {
        book.AddRateWait(KeyOf(measure), measure.WaitedForRate);
        accounts.Noted(measure.AccountId, measure.Endpoint, measure.Kind, measure.Reason);
        // What will fail again whatever the platform does, such as a product that is gone, says nothing about the platform.
        alerts.Count(
            AlertMetrics.PlatformFailureRatio,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["platform"] = measure.Platform,
                ["account"] = measure.AccountId,
            },
            measure.Kind is { } kind && kind != FailureKind.Permanent
        );
    }

    private PlatformCallKey KeyOf(in PlatformCallMeasure measure)
    {
        var now = clock.UtcNow();
        var minute = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return new(measure.Platform, measure.AccountId, measure.Endpoint, minute);
    }
}
