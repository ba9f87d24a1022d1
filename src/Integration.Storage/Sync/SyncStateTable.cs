using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Sync;

/// <summary>How far shops are synced, and when they are due again.</summary>
public sealed class SyncStateTable(HubDatabase database)
{
    private const string Select = """
        select shop, kind, run_id, status, last_sync_at, last_full_sync_at, window_end, generation, next_incremental_at,
            next_full_at, marks, planned_version, planned_at
        from sync_states where shop = any ($1) order by shop, kind
        """;

    private const string Plan = """
        insert into sync_states (shop, kind, next_incremental_at, next_full_at, planned_version, planned_at)
        select $1, $2, $3::timestamptz, $4::timestamptz, $5::bigint, $6 from shops h
        where h.id = $1 and not exists (
            select 1 from sync_states s
            where s.shop = $1 and s.kind = $2 and not coalesce(s.planned_at > $6 + interval '1 minute', false)
                and (s.next_incremental_at, s.next_full_at, s.planned_version)
                    is not distinct from ($3::timestamptz, $4::timestamptz, coalesce($5::bigint, s.planned_version)))
        -- One that is deleted meanwhile leaves no plan.
        for key share of h
        on conflict (shop, kind) do update
        set next_incremental_at = excluded.next_incremental_at, next_full_at = excluded.next_full_at,
            planned_version = coalesce(excluded.planned_version, sync_states.planned_version), planned_at = excluded.planned_at
        """;

    private const string HastenFull = """
        update sync_states set next_full_at = least(next_full_at, $3)
        where shop = $1 and kind = $2 and next_full_at is not null
        """;

    /// <summary>The states of shops, by shop and kind; a kind that was never synced or planned is not among them.</summary>
    public async Task<IReadOnlyList<SyncState>> Read(string[] shops, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(Select, (object)shops)
            .Read(
                static row => new SyncState(
                    row.GetString(0),
                    new SyncStateResource
                    {
                        Kind = (SyncKind)row.GetInt16(1),
                        Run = row.IsDBNull(2) ? null : row.GetGuid(2),
                        Status = row.IsDBNull(3) ? null : (SyncRunState)row.GetInt16(3),
                        LastSync = row.InstantOrNull(4),
                        LastFullSync = row.InstantOrNull(5),
                        WindowEnd = row.InstantOrNull(6),
                        Generation = row.GetInt64(7),
                        NextIncremental = row.InstantOrNull(8),
                        NextFull = row.InstantOrNull(9),
                    },
                    row.TextOrNull(10)
                )
                {
                    PlannedVersion = row.IsDBNull(11) ? null : row.GetInt64(11),
                    PlannedAt = row.InstantOrNull(12),
                },
                ct
            );
    }

    /// <summary>Notes when a kind is due, in the caller's transaction where there is one.</summary>
    /// <param name="connection">The caller's.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="kind">What is due.</param>
    /// <param name="plan">When.</param>
    /// <param name="version">The version of the shop's configuration that it follows from; null leaves the one that is noted.</param>
    /// <param name="now">The database clock's now, from which it was reckoned.</param>
    /// <param name="ct">Cancels.</param>
    public static Task WritePlan(
        NpgsqlConnection connection,
        string shop,
        SyncKind kind,
        SyncPlan plan,
        long? version,
        DateTimeOffset now,
        CancellationToken ct
    ) => connection.Execute(Plan, ct, shop, (short)kind, plan.Incremental, plan.Full, version, now);

    /// <summary>Brings the next full run forward inside the caller's transaction, where one is planned.</summary>
    public static Task Hasten(
        NpgsqlConnection connection,
        string shop,
        SyncKind kind,
        DateTimeOffset at,
        CancellationToken ct
    ) => connection.Execute(HastenFull, ct, shop, (short)kind, at);

    /// <summary>One state; null where the kind was never synced or planned.</summary>
    public async Task<SyncState?> Find(string shop, SyncKind kind, CancellationToken ct) =>
        (await Read([shop], ct)).FirstOrDefault(one => one.Shown.Kind == kind);
}
