using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;
using Integration.Shops;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Sync;

/// <summary>Asks for records one by one, by hand or again, whether a run is under way or not: which answer is newer is decided as they are stored.</summary>
internal sealed partial class SingleRecords(
    ShopTable shops,
    RecordFailureTable failures,
    SyncHintTable hints,
    SyncWriter writer,
    IAccountDirectory accounts,
    IShopPauses pauses,
    ConnectorCatalogue connectors,
    ShopOptions options,
    DatabaseClock clock,
    ILogger<SingleRecords> logger
)
{
    // After the account could not be used.
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(1);

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
        var (outcome, failure) = await Read(shop, kind, row.Settings.Account!, id, at, ct);
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
        if (await SourceOf(shop, ct) is not var (account, source))
        {
            return false;
        }

        var now = clock.UtcNow();
        var (oldest, newest) = (now - options.HintReach, now - options.HintLag);
        var heard = await hints.Read(shop, source, oldest, newest, options.HintsAtOnce, ct);
        Guid? before = null;
        foreach (var hint in heard.Records)
        {
            // It may have been paused, moved or deleted meanwhile.
            if (await SourceOf(shop, ct) != (account, source) || !await HearOne(shop, account, hint, ct))
            {
                if (before is { } reached)
                {
                    await hints.Advance(shop, source, reached, ct);
                }

                return false;
            }

            before = hint.Position;
        }

        await hints.Advance(shop, source, heard.Position, ct);
        return heard.HasMore;
    }

    private async Task<(string Account, string Source)?> SourceOf(string shop, CancellationToken ct) =>
        await shops.Standing(shop, ct) is { IsOpen: true }
        && await shops.FindRow(shop, ct) is { Settings: { Account: { } account, Webhooks: { } source } }
            ? (account, source)
            : null;

    // False where the others would fare the same: they are heard again at the next look. What cannot be read for another reason is
    // tried again apart, unless there is no such record: a basket is told of as well.
    private async Task<bool> HearOne(string shop, string account, SyncHint hint, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var (_, failure) = await Read(shop, hint.Kind, account, hint.Id, now, ct);
        if (failure is { IsHeldBack: true } or { Kind: FailureKind.Throttled })
        {
            return false;
        }

        switch (failure?.Reason)
        {
            case FailureReason.AuthorisationLost or FailureReason.BadCredentials:
                await pauses.Pause(shop, new ShopRefusal(failure!.Detail, failure.AccountChangedAt), ct);
                return false;
            case null
            or FailureReason.Gone
            or FailureReason.NotAllowed
            or FailureReason.Unsupported
            or FailureReason.InvalidRequest:
                return true;
            default:
                await failures.Add(shop, hint.Kind, hint.Id, failure!, now, ct);
                return true;
        }
    }

    // False where the others would fare the same.
    private async Task<bool> RetryOne(string shop, SyncKind kind, string id, int tries, CancellationToken ct)
    {
        if (
            await shops.Standing(shop, ct) is not { IsOpen: true }
            || await shops.FindRow(shop, ct) is not { Settings.Account: { } account }
        )
        {
            return false;
        }

        var now = clock.UtcNow();
        var (_, failure) = await Read(shop, kind, account, id, now, ct);
        if (failure is null)
        {
            return true;
        }

        await failures.CountFailedTry(shop, kind, id, tries, failure, now, ct);
        return !failure.NeedsAttention && !failure.IsHeldBack && failure.Kind != FailureKind.Throttled;
    }

    private async Task<(SyncPageOutcome? Outcome, PlatformFailure? Failure)> Read(
        string shop,
        SyncKind kind,
        string accountId,
        string id,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var account = await accounts.Of(accountId, ct);
        if (!account.Succeeded)
        {
            // The platform was not asked.
            return (
                null,
                account.Failure with
                {
                    HttpStatus = null,
                    RetryAfter = account.Failure.RetryAfter ?? s_again,
                }
            );
        }

        var (platform, credentials) = account.Value;
        if (SyncList.Find(connectors, platform, kind) is not { } list)
        {
            return (null, new(FailureKind.Permanent, FailureReason.Unsupported, $"{platform} lists none of a shop's."));
        }

        var record = await list.ReadOne(credentials, id, at, ct);
        if (!record.Succeeded)
        {
            return (null, record.Failure);
        }

        if (record.Value.Id != id)
        {
            return (null, Invalid("The answer is another record."));
        }

        var page = new SyncPage(shop, platform, kind, at) { Records = [record.Value], Enriches = list.Enriches };
        var written = await writer.Write(page, ct);
        return written.Failed == 0 ? (written, null) : (null, Invalid("What the platform gave cannot be stored."));
    }

    private static PlatformFailure Invalid(string detail) =>
        new(FailureKind.Permanent, FailureReason.InvalidAnswer, detail);

    [LoggerMessage(LogLevel.Warning, "Reading what webhooks of shop {Shop} named broke off; the next look goes on")]
    private partial void LogNotHeard(Exception exception, string shop);

    [LoggerMessage(LogLevel.Warning, "Trying failed {Kind} of shop {Shop} again broke off; they stay due")]
    private partial void LogBroken(Exception exception, string shop, SyncKind kind);
}
