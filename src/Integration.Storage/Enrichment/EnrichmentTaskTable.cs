using Integration.Databases;
using Integration.Lists;

namespace Integration.Enrichment;

/// <summary>The rows of enrichment tasks: found when they are due, given out and given back.</summary>
public sealed class EnrichmentTaskTable(HubDatabase database, EnrichmentOptions options)
{
    // By hand before by itself, then the older.
    private const string NextSql = """
        select number from enrichment_tasks
        where shop = $1 and status < 2 and (status = 0 and due_at <= $2 or status = 1 and locked_until <= $2)
        order by priority desc, shipped_at, number
        limit $3
        """;

    // One that another worker is taking is passed over.
    private const string ClaimSql = """
        with chosen as (
            select t.shop, t.number, a.claim
            from unnest($1::text[], $2::text[], $3::uuid[]) as a (shop, number, claim)
            join enrichment_tasks t on t.shop = a.shop and t.number = a.number
            where t.status = 0 and t.due_at <= $4 or t.status = 1 and t.locked_until <= $4
            for update of t skip locked
        )
        update enrichment_tasks t set status = 1, claim = c.claim, locked_until = $5, updated_at = $4
        from chosen c where t.shop = c.shop and t.number = c.number
        returning t.shop, t.number, t.order_ids, t.claim, t.retries, t.looks, t.refusals,
            t.package_sn is not null
        """;

    private const string ReleaseSql = """
        update enrichment_tasks set status = 0, claim = null, locked_until = null, updated_at = $3
        where shop = $1 and claim = $2 and status = 1
        """;

    private const string DueShops = """
        select shop, count(*)::int from enrichment_tasks
        where status < 2 and (status = 0 and due_at <= $1 or status = 1 and locked_until <= $1)
        group by shop order by shop limit 1000
        """;

    private const string FailShop = """
        update enrichment_tasks set status = 3, claim = null, locked_until = null, error = $2, updated_at = $3, finished_at = $3
        where shop = $1 and (status = 0 or status = 1 and locked_until <= $3)
        """;

    /// <summary>The numbers of a shop's tasks that are due, in the order in which they are to be worked on.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels the query.</param>
    /// <returns>At most a batch of them.</returns>
    public async Task<IReadOnlyList<string>> Next(string shop, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(NextSql, shop, now, options.BatchSize)
            .Read(static row => row.GetString(0), ct);
    }

    /// <summary>Gives tasks to workers.</summary>
    /// <param name="asked">Each task once, with a new id by which its worker is known.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Those that were due and nobody else's.</returns>
    public async Task<IReadOnlyList<(EnrichmentTaskId Id, ClaimedTask Task)>> Claim(
        IReadOnlyList<(EnrichmentTaskId Id, Guid Claim)> asked,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var connection = await database.Writes.OpenConnectionAsync(ct);
        return await connection
            .Statement(
                ClaimSql,
                asked.Select(static one => one.Id.Shop).ToArray(),
                asked.Select(static one => one.Id.Number).ToArray(),
                asked.Select(static one => one.Claim).ToArray(),
                now,
                now + options.LockTime
            )
            .Read(
                static row =>
                    (
                        new EnrichmentTaskId(row.GetString(0), row.GetString(1)),
                        new ClaimedTask(
                            row.GetString(1),
                            row.GetFieldValue<string[]>(2),
                            row.GetGuid(3),
                            row.GetInt16(4),
                            row.GetInt32(5),
                            row.GetInt32(6),
                            row.GetBoolean(7)
                        )
                    ),
                ct
            );
    }

    /// <summary>Gives back what a worker has and did not come to; it is due at once.</summary>
    public async Task<int> Release(string shop, Guid claim, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection.Execute(ReleaseSql, ct, shop, claim, now);
    }

    /// <summary>Shops with tasks that are due and how many, at most 1,000 shops.</summary>
    public async Task<IReadOnlyList<(string Shop, int Tasks)>> Due(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection.Statement(DueShops, now).Read(static row => (row.GetString(0), row.GetInt32(1)), ct);
    }

    /// <summary>Everything of a shop that waits fails for one reason: there is nobody to ask.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="error">Why, for people.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many.</returns>
    public async Task<int> FailAll(string shop, string error, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection.Execute(FailShop, ct, shop, error, now);
    }
}
