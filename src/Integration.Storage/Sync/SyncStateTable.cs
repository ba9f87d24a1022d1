using Integration.Databases;
using Integration.Lists;

namespace Integration.Sync;

/// <summary>How far shops are synced, and when they are due again.</summary>
public sealed class SyncStateTable(HubDatabase database)
{
    private const string Select = """
        select shop, kind, run_id, status, last_sync_at, last_full_sync_at, window_end, generation, next_incremental_at,
            next_full_at, marks
        from sync_states where shop = any ($1) order by shop, kind
        """;

    private const string Plan = """
        insert into sync_states (shop, kind, next_incremental_at, next_full_at)
        select $1, $2, $3::timestamptz, $4::timestamptz
        where not exists (
            select 1 from sync_states s
            where s.shop = $1 and s.kind = $2
                and (s.next_incremental_at, s.next_full_at) is not distinct from ($3::timestamptz, $4::timestamptz))
        on conflict (shop, kind) do update
        set next_incremental_at = excluded.next_incremental_at, next_full_at = excluded.next_full_at
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
                ),
                ct
            );
    }

    /// <summary>Notes when a kind is due; null where nothing is planned.</summary>
    public async Task WritePlan(
        string shop,
        SyncKind kind,
        DateTimeOffset? nextIncremental,
        DateTimeOffset? nextFull,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await connection.Execute(Plan, ct, shop, (short)kind, nextIncremental, nextFull);
    }
}
