using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;
using Integration.Shops;
using Integration.Time;

namespace Integration.Sync;

/// <summary>Turns what is asked for into a run that is to begin, or tells everything that is wrong with it.</summary>
internal sealed class SyncStarter(
    ShopTable shops,
    SyncStateTable states,
    IAccountDirectory accounts,
    ConnectorCatalogue connectors,
    WalkOptions walks,
    ShopOptions options,
    IIdGenerator ids,
    DatabaseClock clock
)
{
    /// <summary>Who starts what is due.</summary>
    public const string Schedule = "schedule";

    /// <summary>Plans a run.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="startedBy">An API key's eight characters, or <see cref="Schedule"/>.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Outcome<SyncRunStart>> Plan(
        string shop,
        SyncRequest request,
        string startedBy,
        CancellationToken ct
    )
    {
        var row = await shops.FindRow(shop, ct);
        if (row is null || await shops.Standing(shop, ct) is not { } standing)
        {
            return ShopProblems.Unknown(shop);
        }

        if (!standing.IsOpen)
        {
            return standing.Pause is { } pause ? ShopProblems.Paused(shop, pause) : ShopProblems.Disabled(shop);
        }

        var account = await accounts.Of(row.Settings.Account!, ct);
        if (!account.Succeeded)
        {
            return account.Failure.Kind is FailureKind.Transient or FailureKind.Throttled
                ? DatabaseProblems.Unavailable
                : Invalid("account", account.Failure.Detail);
        }

        if (SyncList.Find(connectors, account.Value.Platform, request.Kind) is not { } list)
        {
            return Invalid("kind", $"{account.Value.Platform} lists none of a shop's.");
        }

        var now = clock.UtcNow();
        return SyncRequestRules.Check(request, list.Manners, options, now) is { } problem
            ? problem
            : Start(shop, request, startedBy, list, (await states.Find(shop, request.Kind, ct))?.Marks, now);
    }

    private SyncRunStart Start(
        string shop,
        SyncRequest request,
        string startedBy,
        SyncList list,
        string? stored,
        DateTimeOffset now
    )
    {
        var (marks, terms) = (WalkJson.Marks(stored), new WalkTerms(list.Manners, walks));
        var walk = request.Mode switch
        {
            SyncMode.Incremental => WalkStart.Incremental(marks, terms, now),
            SyncMode.Full => WalkStart.Full(marks, terms, now),
            _ => WalkStart.Backfill(SyncRequestRules.Window(request, list.Manners, now)!, marks, terms, now),
        };
        // Where nothing was read yet, or changes cannot be asked for, what changed is everything.
        return new SyncRunStart(ids.NewId(now), shop, request.Kind, (SyncMode)(int)walk.Mode, startedBy)
        {
            WindowFrom = walk.From,
            WindowTo = walk.Until,
            Checkpoint = WalkJson.Of(walk),
            Marks = WalkJson.Of(marks.Begun(walk)),
            FollowsMarks = true,
            MarksBefore = stored,
        };
    }

    private static Problem Invalid(string field, string message)
    {
        var errors = new FieldErrors();
        errors.Add(field, message);
        return errors.Problem!;
    }
}
