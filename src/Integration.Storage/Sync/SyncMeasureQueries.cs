using Integration.Databases;
using Integration.Lists;
using Integration.Shops;
using Npgsql;

namespace Integration.Sync;

/// <summary>
/// What monitoring asks of syncs and enrichment, every few seconds: so what a query costs follows from how many shops there are and from
/// its limit, not from how many orders, runs or tasks are stored. They ask where plans are index look-ups whatever the statistics of
/// a young table say.
/// </summary>
public sealed class SyncMeasureQueries(HubDatabase database, ShopOptions options)
{
    // Runs of a paused shop wait; nobody works on them for too long.
    internal const string RunningSql = """
        select r.shop, r.kind, r.started_at
        from sync_runs r left join shops s on s.id = r.shop
        where r.state = 0 and s.paused_at is null
        order by r.started_at limit $1
        """;

    // Of all shops, those that are not synced by themselves would take the places of those that are late.
    internal const string FreshnessSql = """
        select t.shop, t.kind, t.window_end, s.created_at, s.settings #>> array[n.kind, 'every'], c.scheduled
        from sync_states t join shops s on s.id = t.shop
        cross join lateral (select case t.kind when 0 then 'orders' else 'products' end) as n (kind)
        cross join lateral (
            select s.enabled and s.paused_at is null and coalesce((s.settings #>> array[n.kind, 'enabled'])::boolean, true)
        ) as c (scheduled)
        where t.shop = $1 or ($1::text is null and c.scheduled)
        order by coalesce(t.window_end, s.created_at), t.shop, t.kind limit $2
        """;

    // By the pause and not by the account's health: that a later call of the account succeeded lets no shop go on.
    private const string RefusedSql = """
        select id from shops where enabled and paused_at is not null and waits_for_account order by id limit $1
        """;

    // From one shop with due tasks to the next over their index; of each no more are counted than the limit.
    internal const string BacklogSql = """
        with recursive waiting (shop) as (
            (select shop from enrichment_tasks where status < 2 order by shop limit 1)
            union all
            select n.shop from waiting w
            cross join lateral (
                select shop from enrichment_tasks where status < 2 and shop > w.shop order by shop limit 1
            ) n
        )
        select w.shop, c.due from waiting w
        cross join lateral (
            select count(*) as due from (
                select 1 from enrichment_tasks t where t.status < 2 and t.shop = w.shop and t.due_at <= $1 limit $2
            ) one
        ) c
        where c.due > 0 order by c.due desc, w.shop limit $3
        """;

    // Of an order that was cancelled nobody waits for packages.
    internal const string FailuresSql = """
        select shop, count(*) filter (where status = 3), count(*)
        from (
            select shop, number, status from enrichment_tasks where status > 1 and finished_at >= $1
            order by finished_at desc limit $2
        ) ended
        where status = 2 or not exists (
            select 1 from orders o where o.shop = ended.shop and o.id = ended.number and o.status = 7
        )
        group by shop order by shop limit $3
        """;

    /// <summary>Runs under way of shops that are not paused, the longest first.</summary>
    /// <param name="most">Runs at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<SyncUnderWay>> Running(int most, CancellationToken ct) =>
        await Command(RunningSql, most)
            .Read(
                static row => new SyncUnderWay(
                    row.GetString(0),
                    (SyncKind)row.GetInt16(1),
                    row.GetFieldValue<DateTimeOffset>(2)
                ),
                ct
            );

    /// <summary>How far behind shops are that have been synced or planned, the furthest first.</summary>
    /// <param name="shop">Of this shop; null for all that are synced by themselves.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="most">Kinds of shops at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<ShopFreshness>> Freshness(
        string? shop,
        DateTimeOffset now,
        int most,
        CancellationToken ct
    ) =>
        await Command(FreshnessSql, shop, most)
            .Read(
                row =>
                    ShopFreshness.Of(
                        row.GetString(0),
                        (SyncKind)row.GetInt16(1),
                        row.InstantOrNull(2),
                        row.GetFieldValue<DateTimeOffset>(3),
                        row.TextOrNull(4),
                        options.Every,
                        row.GetBoolean(5),
                        now
                    ),
                ct
            );

    /// <summary>Enabled shops that are paused until their account is changed, by id.</summary>
    /// <param name="most">Shops at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<string>> Refused(int most, CancellationToken ct) =>
        await Command(RefusedSql, most).Read(static row => row.GetString(0), ct);

    /// <summary>Of each shop that has any, the open enrichment tasks that are due or being worked on; the most first.</summary>
    /// <param name="now">Due until then.</param>
    /// <param name="mostTasks">Tasks of one shop that are counted; that many means so many or more.</param>
    /// <param name="mostShops">Shops at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<(string Shop, long Tasks)>> Backlog(
        DateTimeOffset now,
        int mostTasks,
        int mostShops,
        CancellationToken ct
    ) =>
        await Command(BacklogSql, now, mostTasks, mostShops)
            .Read(static row => (row.GetString(0), row.GetInt64(1)), ct);

    /// <summary>Of each shop, the enrichment tasks that have ended since, without those that failed as their order was cancelled.</summary>
    /// <param name="since">From then on.</param>
    /// <param name="mostTasks">Tasks that are looked at, the last of them.</param>
    /// <param name="mostShops">Shops at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<ShopShare>> Ended(
        DateTimeOffset since,
        int mostTasks,
        int mostShops,
        CancellationToken ct
    ) =>
        await Command(FailuresSql, since, mostTasks, mostShops)
            .Read(static row => new ShopShare(row.GetString(0), row.GetInt64(1), row.GetInt64(2)), ct);

    private NpgsqlCommand Command(string sql, params object?[] values)
    {
        var command = database.Writes.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(StatementValues.Parameter(value));
        }

        return command;
    }
}
