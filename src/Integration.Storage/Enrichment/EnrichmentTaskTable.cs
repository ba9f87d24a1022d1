using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Enrichment;

/// <summary>The rows of enrichment tasks: given out, asked for by hand, and found when they are due.</summary>
public sealed class EnrichmentTaskTable(HubDatabase database, EnrichmentOptions options)
{
    // By hand before by itself, then the older. One that another worker is taking is passed over.
    private const string ClaimSql = """
        with chosen as (
            select shop, number from enrichment_tasks
            where shop = $1 and status < 2 and (status = 0 and due_at <= $2 or status = 1 and locked_until <= $2)
            order by priority desc, shipped_at, number
            limit $3
            for update skip locked
        )
        update enrichment_tasks t set status = 1, claim = $4, locked_until = $5, updated_at = $2
        from chosen c where t.shop = c.shop and t.number = c.number
        returning t.number, t.order_ids, t.retries, t.looks, t.priority, t.shipped_at
        """;

    private const string ReleaseSql = """
        update enrichment_tasks set status = 0, claim = null, locked_until = null, updated_at = $3
        where shop = $1 and claim = $2 and status = 1
        """;

    private const string DueShops = """
        select shop from enrichment_tasks
        where status < 2 and (status = 0 and due_at <= $1 or status = 1 and locked_until <= $1)
        group by shop order by shop limit 1000
        """;

    // Whatever is worked on goes on; what failed begins anew.
    private const string RequestSql = """
        insert into enrichment_tasks as t (shop, number, order_ids, status, priority, shipped_at, due_at, created_at, updated_at)
        select o.shop, o.id, o.line_ids, 0, 1, coalesce(o.shipped_at, o.ship_by, o.listed_at), $3, $3, $3
        from orders o
        where o.shop = $1 and ($2::text[] is null or o.id = any ($2))
            and o.status in (3, 4, 5, 6) and o.package_sn is null and o.deleted_at is null
        on conflict (shop, number) do update
        set priority = 1, status = 0, due_at = excluded.due_at, updated_at = excluded.updated_at, finished_at = null,
            retries = case when t.status > 1 then 0 else t.retries end, error = null
        where t.status <> 1
        """;

    /// <summary>Gives a worker the next batch of a shop's tasks.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="claim">A new id, by which the worker is known.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>In the order in which they are to be worked on; empty when nothing is due.</returns>
    public async Task<IReadOnlyList<ClaimedTask>> Claim(
        string shop,
        Guid claim,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var connection = await database.Writes.OpenConnectionAsync(ct);
        var rows = await connection
            .Statement(ClaimSql, shop, now, options.BatchSize, claim, now + options.LockTime)
            .Read(
                row =>
                    (
                        Task: new ClaimedTask(
                            row.GetString(0),
                            row.GetFieldValue<string[]>(1),
                            claim,
                            row.GetInt16(2),
                            row.GetInt32(3)
                        ),
                        Priority: row.GetInt16(4),
                        ShippedAt: row.GetFieldValue<DateTimeOffset>(5)
                    ),
                ct
            );
        return
        [
            .. rows.OrderByDescending(static one => one.Priority)
                .ThenBy(static one => one.ShippedAt)
                .ThenBy(static one => one.Task.Number, StringComparer.Ordinal)
                .Select(static one => one.Task),
        ];
    }

    /// <summary>Gives back what a worker has and did not come to; it is due at once.</summary>
    public async Task<int> Release(string shop, Guid claim, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection.Execute(ReleaseSql, ct, shop, claim, now);
    }

    /// <summary>Shops with tasks that are due, at most 1,000.</summary>
    public async Task<IReadOnlyList<string>> Due(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection.Statement(DueShops, now).Read(static row => row.GetString(0), ct);
    }

    /// <summary>Asks by hand for the packages of orders that are on their way and have none, inside the caller's transaction.</summary>
    /// <param name="connection">With the transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="numbers">Of these orders; null for all of the shop.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many tasks wait for it now.</returns>
    public static Task<int> Request(
        NpgsqlConnection connection,
        string shop,
        string[]? numbers,
        DateTimeOffset now,
        CancellationToken ct
    ) => connection.Execute(RequestSql, ct, shop, numbers, now);
}
