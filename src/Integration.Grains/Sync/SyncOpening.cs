using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Shops;
using Integration.Time;

namespace Integration.Sync;

/// <summary>Takes over the run of a shop's kind that is not over, from whoever had it.</summary>
internal sealed class SyncOpening(
    SyncRunTable runs,
    SyncStateTable states,
    ShopTable shops,
    SyncEnding ending,
    IAccountDirectory accounts,
    IShopPauses pauses,
    ConnectorCatalogue connectors,
    WalkOptions walks,
    DatabaseClock clock
)
{
    /// <summary>The run, at the page where it stood; null where none is to be worked on now.</summary>
    public async Task<RunningSync?> Open(string shop, SyncKind kind, CancellationToken ct)
    {
        if (
            await runs.FindRunning(shop, kind, clock.UtcNow(), ct) is not { } found
            || await shops.FindRow(shop, ct) is not { } row
            || await MayNotGoOn(found, ct)
        )
        {
            return null;
        }

        var id = row.Settings.Account!;
        var account = await accounts.Of(id, ct);
        if (!account.Succeeded)
        {
            if (SyncFailures.RefusalOf(account.Failure) is { } refusal)
            {
                await pauses.Pause(shop, refusal, ct);
            }

            return null;
        }

        if (await runs.TakeOver(found.Shown.Id, clock.UtcNow(), ct) is not { } run)
        {
            return null;
        }

        if (SyncList.Find(connectors, account.Value.Platform, kind) is not { } list)
        {
            await ending.GiveUp(run, $"{account.Value.Platform} lists none of a shop's.", ct);
            return null;
        }

        var walk = WalkJson.Walk(run.Checkpoint);
        return new RunningSync(
            run,
            list,
            id,
            new WalkTerms(list.Manners, walks),
            // Its shop is not paused any more: somebody has done what was needed.
            walk.End == WalkEnd.Paused
                ? WalkSteps.Resume(walk)
                : walk,
            WalkJson.Marks((await states.Find(shop, kind, ct))?.Marks),
            run.Shown.Pages
        );
    }

    /// <summary>Whether a run has to stand still; one of a shop that was disabled is stopped.</summary>
    public async Task<bool> MayNotGoOn(SyncRun run, CancellationToken ct)
    {
        if (await shops.Standing(run.Shown.Shop, ct) is not { } standing)
        {
            return true;
        }

        if (!standing.Enabled)
        {
            await ending.Stop(run, "The shop was disabled.", ct);
        }

        return !standing.IsOpen;
    }
}
