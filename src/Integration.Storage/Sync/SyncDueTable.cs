using Integration.Databases;
using Integration.Lists;

namespace Integration.Sync;

/// <summary>Which syncs there is something to do for, as whoever sweeps asks.</summary>
public sealed class SyncDueTable(HubDatabase database)
{
    // A plan of the future is from before the clock was set back; the clocks of silos differ by less than the minute.
    // What runs is left alone: it is due all the same when it has ended.
    private const string SelectStarts = """
        select k.shop, k.kind
        from (
            select s.id as shop, s.version, n.kind
            from shops s cross join (values (0::smallint), (1::smallint)) as n (kind)
            where s.enabled and s.paused_at is null) k
        left join sync_states t on t.shop = k.shop and t.kind = k.kind
        where t.planned_version is distinct from k.version or t.planned_at > $1 + interval '1 minute'
            or coalesce(t.status, 1) <> 0 and least(t.next_incremental_at, t.next_full_at) <= $1
        order by least(t.next_incremental_at, t.next_full_at) nulls first, k.shop, k.kind
        limit $2
        """;

    private const string SelectRunning = """
        select r.shop, r.kind from sync_runs r join shops s on s.id = r.shop
        where r.state = 0 and s.paused_at is null
        order by coalesce(r.progress_at, r.started_at) limit $1
        """;

    private const string SelectFailures = """
        select s.id, n.kind
        from shops s cross join (values (0::smallint), (1::smallint)) as n (kind)
        where s.enabled and s.paused_at is null and exists (
            select 1 from record_failures f where f.shop = s.id and f.kind = n.kind and f.next_try_at <= $1)
        limit $2
        """;

    /// <summary>Syncs that are due, or whose shop was changed, or the clock set back, since they were planned; those that wait longest first.</summary>
    public Task<IReadOnlyList<(string Shop, SyncKind Kind)>> Starts(
        DateTimeOffset now,
        int limit,
        CancellationToken ct
    ) => Read(SelectStarts, ct, now, limit);

    /// <summary>Syncs with a run that is not over, those without progress for longest first; not those of paused shops.</summary>
    public Task<IReadOnlyList<(string Shop, SyncKind Kind)>> Running(int limit, CancellationToken ct) =>
        Read(SelectRunning, ct, limit);

    /// <summary>Syncs with records that could not be read and are due to be tried again.</summary>
    public Task<IReadOnlyList<(string Shop, SyncKind Kind)>> Failures(
        DateTimeOffset now,
        int limit,
        CancellationToken ct
    ) => Read(SelectFailures, ct, now, limit);

    private async Task<IReadOnlyList<(string Shop, SyncKind Kind)>> Read(
        string sql,
        CancellationToken ct,
        params object[] values
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(sql, values)
            .Read(static row => (row.GetString(0), (SyncKind)row.GetInt16(1)), ct);
    }
}
