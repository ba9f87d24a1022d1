using Integration.Intake;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;
using Integration.Shops;
using Integration.Stalls;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Sync;

/// <summary>Asks for records one by one, by hand or again, whether a run is under way or not: which answer is newer is decided as they are stored.</summary>
internal sealed partial class SingleRecords(
    ShopTable shops,
    RecordFailureTable failures,
    SyncHintTable hints,
    RecordReading reading,
    IAccountDirectory accounts,
    IShopPauses pauses,
    ShopOptions options,
    StorageReserve reserve,
    StallGuard stalls,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<SingleRecords> logger
)
{
    // How long noting what was heard may take, whether the silo ends meanwhile or not.
    private static readonly TimeSpan s_noteTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Syncs one record. That the platform does not give it is a result.</summary>
    /// <returns>A problem where there is no such shop, it is disabled, or its platform lists none of this kind.</returns>
    public async Task<Outcome<RecordSyncResource>> Sync(string shop, SyncKind kind, string id, CancellationToken ct)
    {
        if (await shops.FindRow(shop, ct) is not { } row)
        {
            return ShopProblems.Unknown(shop);
        }

        if (!row.Settings.Enabled)
        {
            return ShopProblems.Disabled(shop);
        }

        var at = clock.UtcNow();
        var (outcome, failure) = await reading.Read(shop, kind, row.Settings.Account!, id, at, ct);
        return new RecordSyncResource
        {
            Shop = shop,
            Kind = kind,
            Id = id,
            Outcome =
                outcome is null ? RecordSyncOutcome.Failed
                : outcome.Created.Count > 0 ? RecordSyncOutcome.Created
                : outcome.Changed.Count > 0 ? RecordSyncOutcome.Changed
                : RecordSyncOutcome.Unchanged,
            Failure = failure,
            At = at,
        };
    }

    /// <summary>Tries records that could not be read again, those that are due; it never fails.</summary>
    public async Task Retry(string shop, SyncKind kind, CancellationToken ct)
    {
        try
        {
            foreach (var (id, tries) in await failures.Due(shop, kind, clock.UtcNow(), options.RetriesAtOnce, ct))
            {
                if (!await RetryOne(shop, kind, id, tries, ct))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // They stay due.
        }
        catch (Exception exception)
        {
            LogBroken(exception, shop, kind);
        }
    }

    /// <summary>Reads the records again that the shop's webhooks have named; it never fails.</summary>
    public async Task Hear(string shop, CancellationToken ct)
    {
        try
        {
            while (await HearSome(shop, ct))
            {
                // Until there are none.
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // They are heard elsewhere.
        }
        catch (Exception exception)
        {
            LogNotHeard(exception, shop);
        }
    }

    private async Task<bool> HearSome(string shop, CancellationToken ct)
    {
        if (await Open(shop, ct) is not { Account: { } account, Webhooks: { } source })
        {
            return false;
        }

        var now = clock.UtcNow();
        var (oldest, newest) = (now - options.HintReach, now - options.HintLag);
        var heard = await hints.Read(shop, source, oldest, newest, options.HintsAtOnce, ct);
        if (heard.Records.Count > 0 && !await CanAsk(shop, account, ct))
        {
            return false;
        }

        Guid? reached = null;
        try
        {
            foreach (var hint in heard.Records)
            {
                // It may have been moved meanwhile.
                if (await Open(shop, ct) is not { } still || (still.Account, still.Webhooks) != (account, source))
                {
                    return false;
                }

                var failure = await HearOne(shop, account, hint, ct);
                if (failure is not null && HoldsOthers(failure))
                {
                    // It is heard again at the next look.
                    return false;
                }

                reached = hint.Position;
                if (failure?.RetryAfter is not null)
                {
                    return false;
                }
            }

            reached = heard.Position;
            return heard.HasMore;
        }
        finally
        {
            // Whatever ended it: what was read is not read again.
            if (reached is { } position)
            {
                using var deadline = new CancellationTokenSource(s_noteTimeout, time);
                await hints.Advance(shop, source, position, newest, deadline.Token);
            }
        }
    }

    // False where none could be read, as for a run.
    private async Task<bool> CanAsk(string shop, string accountId, CancellationToken ct)
    {
        var account = await accounts.Of(accountId, ct);
        if (account.Succeeded)
        {
            return true;
        }

        if (SyncFailures.RefusalOf(account.Failure) is { } refusal)
        {
            await pauses.Pause(shop, refusal, ct);
        }

        return false;
    }

    // What cannot be read for a reason of its own is tried again apart, unless there is no such record: a basket is told of as well.
    private async Task<PlatformFailure?> HearOne(string shop, string account, SyncHint hint, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var (_, failure) = await reading.Read(shop, hint.Kind, account, hint.Id, now, ct);
        if (failure is null || IsTooMany(failure))
        {
            return failure;
        }

        if (IsRefused(failure))
        {
            await pauses.Pause(shop, new ShopRefusal(failure.Detail, failure.AccountChangedAt), ct);
        }
        else if (
            failure.Reason
            is not (
                FailureReason.Gone
                or FailureReason.NotAllowed
                or FailureReason.Unsupported
                or FailureReason.InvalidRequest
            )
        )
        {
            await failures.Add(shop, hint.Kind, hint.Id, failure, now, ct);
        }

        return failure;
    }

    private static bool HoldsOthers(PlatformFailure failure) => IsTooMany(failure) || IsRefused(failure);

    private static bool IsTooMany(PlatformFailure failure) =>
        failure.IsHeldBack || failure.Kind == FailureKind.Throttled;

    private static bool IsRefused(PlatformFailure failure) =>
        failure.Reason is FailureReason.AuthorisationLost or FailureReason.BadCredentials;

    // False where the others would fare the same.
    private async Task<bool> RetryOne(string shop, SyncKind kind, string id, int tries, CancellationToken ct)
    {
        if (await Open(shop, ct) is not { Account: { } account })
        {
            return false;
        }

        var now = clock.UtcNow();
        var (_, failure) = await reading.Read(shop, kind, account, id, now, ct);
        if (failure is null)
        {
            return true;
        }

        await failures.CountFailedTry(shop, kind, id, tries, failure, now, ct);
        return !failure.NeedsAttention && !IsTooMany(failure);
    }

    // Null where nothing may be asked for now: it is paused, disabled or gone. A process that stood still may have lost its grains to
    // another, and a full disk stops this like intake.
    private async Task<ShopSettings?> Open(string shop, CancellationToken ct)
    {
        await stalls.WhenOpen().WaitAsync(ct);
        return !reserve.IsShort && await shops.Standing(shop, ct) is { IsOpen: true }
            ? (await shops.FindRow(shop, ct))?.Settings
            : null;
    }

    [LoggerMessage(LogLevel.Warning, "Reading what webhooks of shop {Shop} named broke off; the next look goes on")]
    private partial void LogNotHeard(Exception exception, string shop);

    [LoggerMessage(LogLevel.Warning, "Trying failed {Kind} of shop {Shop} again broke off; they stay due")]
    private partial void LogBroken(Exception exception, string shop, SyncKind kind);
}
