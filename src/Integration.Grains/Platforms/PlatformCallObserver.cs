using Integration.Accounts;
using Integration.Alerts;
using Integration.Pipeline;
using Integration.Time;

namespace Integration.Platforms;

/// <summary>
/// What the hub does with every call to a platform: counts it, and the look-ups that spare some, over time, minds the account's
/// health, feeds alerts.
/// </summary>
internal sealed class PlatformCallObserver(
    PlatformCallBook book,
    AccountCalls accounts,
    IAlertFeed alerts,
    DatabaseClock clock
) : ICallObserver
{
    public void Attempted(in PlatformCallMeasure measure) =>
        book.AddAttempt(KeyOf(measure.Platform, measure.AccountId, measure.Endpoint), measure.Kind, measure.Duration);

    public void Called(in PlatformCallMeasure measure)
    {
        book.AddRateWait(KeyOf(measure.Platform, measure.AccountId, measure.Endpoint), measure.WaitedForRate);
        if (
            measure
            is { Attempts: 0, Kind: FailureKind.Throttled }
                or { IsCodeExchange: true, Kind: FailureKind.Unauthorised }
        )
        {
            // A refusal of ours: the platform was not asked. Or one of a code: told to who brought it.
            return;
        }

        accounts.Noted(measure.AccountId, measure.Endpoint, measure.Kind, measure.Reason);
        // That a thing is gone is an answer as good as any.
        alerts.Count(
            AlertMetrics.PlatformFailureRatio,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["platform"] = measure.Platform,
                ["account"] = measure.AccountId,
            },
            measure.Kind is not null && measure.Reason != FailureReason.Gone
        );
    }

    // Under a name of its own: which of the platform's calls a look-up spares, only the connector knows.
    public void LookedUp(string platform, string accountId, string kind, bool isHit) =>
        book.AddCache(KeyOf(platform, accountId, $"cache:{kind}"), hits: isHit ? 1 : 0, misses: isHit ? 0 : 1);

    private PlatformCallKey KeyOf(string platform, string account, string endpoint)
    {
        var now = clock.UtcNow();
        var minute = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        return new(platform, account, endpoint, minute);
    }
}
