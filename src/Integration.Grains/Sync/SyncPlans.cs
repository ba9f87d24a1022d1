using Integration.Databases;
using Integration.Pipeline;
using Integration.Shops;
using Integration.Time;

namespace Integration.Sync;

/// <summary>What is due of a shop's kind, from its configuration and what is stored; plans and starts are written in one transaction.</summary>
internal sealed class SyncPlans(
    HubDatabase database,
    ShopTable shops,
    SyncStateTable states,
    SyncStarter starter,
    ShopAccounts accounts,
    IAccountDirectory directory,
    IShopPauses pauses,
    ShopOptions options,
    DatabaseClock clock
)
{
    // After a start that failed for a passing reason.
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(1);

    // The clocks of silos differ by less.
    private static readonly TimeSpan s_clockSlack = TimeSpan.FromMinutes(1);

    /// <summary>Plans a kind anew where its shop was changed, and begins what is due.</summary>
    /// <returns>Whether a run was begun.</returns>
    public async Task<bool> StartDue(string shop, SyncKind kind, CancellationToken ct)
    {
        if (await shops.FindRow(shop, ct) is not { } row)
        {
            return false;
        }

        var now = clock.UtcNow();
        var state = await states.Find(shop, kind, ct);
        var table = await TimetableOf(shop, kind, row.Settings, ct);
        var before = state is null ? null : new SyncPlan(state.Shown.NextIncremental, state.Shown.NextFull);
        // A plan from before the clock was set back would wait until the clock has caught up.
        var isPlanned = state?.PlannedVersion == row.Version && !(state.PlannedAt > now + s_clockSlack);
        var plan = isPlanned ? before! : table.Changed(state?.PlannedVersion is null ? null : before, now);
        if (!isPlanned)
        {
            await using var connection = await database.Reads.OpenConnectionAsync(ct);
            await SyncStateTable.WritePlan(connection, shop, kind, plan, row.Version, now, ct);
        }

        return state?.Shown.Status != SyncRunState.Running
            && SyncTimetable.Due(plan, now) is { } mode
            && await shops.Standing(shop, ct) is { IsOpen: true }
            && !await WaitsForAccount(shop, row.Settings.Account!, ct)
            && await Begin(shop, kind, mode, (plan, table.Started(plan, mode, now)), now, ct);
    }

    private async Task<bool> Begin(
        string shop,
        SyncKind kind,
        SyncMode mode,
        (SyncPlan Now, SyncPlan Next) plan,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var request = new SyncRequest { Kind = kind, Mode = mode };
        var planned = await starter.Plan(shop, request, SyncStarter.Schedule, ct);
        if (!planned.Succeeded)
        {
            await PutOff(shop, kind, plan.Now, now, ct);
            return false;
        }

        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var begun = await SyncRunTable.Begin(connection, planned.Value, now, ct);
        if (!begun.Succeeded)
        {
            // One runs, or has just ended: it stays due.
            return false;
        }

        await SyncStateTable.WritePlan(connection, shop, kind, plan.Next, version: null, now, ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    // An account that needs a person would be asked at every look.
    private async Task<bool> WaitsForAccount(string shop, string accountId, CancellationToken ct)
    {
        var account = await directory.Of(accountId, ct);
        if (account.Succeeded || SyncFailures.RefusalOf(account.Failure) is not { } refusal)
        {
            return false;
        }

        await pauses.Pause(shop, refusal, ct);
        return true;
    }

    // Those that wait longest are looked at first: shops of a platform that is away would leave no room for the others.
    private async Task PutOff(string shop, SyncKind kind, SyncPlan plan, DateTimeOffset now, CancellationToken ct)
    {
        var until = now + s_again;
        var later = new SyncPlan(Later(plan.Incremental), Later(plan.Full));
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await SyncStateTable.WritePlan(connection, shop, kind, later, version: null, now, ct);

        DateTimeOffset? Later(DateTimeOffset? due) => due < until ? until : due;
    }

    private async Task<SyncTimetable> TimetableOf(
        string shop,
        SyncKind kind,
        ShopSettings settings,
        CancellationToken ct
    )
    {
        var account = await accounts.Find(settings.Account, before: null, ct);
        return SyncTimetable.Of(
            shop,
            kind,
            // Of an account that is gone nothing is known; it shows when something is due.
            account is null
            || account.Kinds.Contains(kind)
                ? settings
                : settings with
                {
                    Enabled = false,
                },
            options
        );
    }
}
