using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Enrichment;

/// <summary>Lists and statistics of enrichment tasks.</summary>
public sealed class EnrichmentQueries(HubDatabase database)
{
    /// <summary>What <see cref="Read"/> reads.</summary>
    internal const string Columns = """
        shop, number, order_ids, status, priority, package_sn, error, retries, looks, due_at, locked_until, created_at,
            updated_at, finished_at
        """;

    private const string Sql = $$"""
        select {{Columns}}
        from enrichment_tasks where {0} order by created_at desc, shop desc, number desc limit {1}
        """;

    private const string StatisticsSql = """
        select count(*), count(*) filter (where status = 0), count(*) filter (where status = 1),
            count(*) filter (where status = 2), count(*) filter (where status = 3), coalesce(sum(retries), 0)::bigint,
            min(created_at) filter (where status < 2), max(finished_at),
            count(*) filter (where status = 3 and exists (
                select 1 from orders o where o.shop = enrichment_tasks.shop and o.id = number and o.status = 7))
        from enrichment_tasks where {0} limit {1}
        """;

    /// <summary>A page of tasks, the newest first.</summary>
    /// <param name="filter">Which tasks.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<Page<EnrichmentTaskResource>> List(
        EnrichmentFilter filter,
        PageRequest page,
        CancellationToken ct
    )
    {
        var rows = await new SqlFilter()
            .After("created_at, shop, number", ShopPlace.Of(page))
            .And("shop = ?", filter.Shop)
            .And("status = ?", filter.Status is null ? null : (short)filter.Status)
            .And("(number = ? or ? = any (order_ids))", filter.Order)
            .And("strpos(lower(concat_ws(E'\\n', number, package_sn, error)), lower(?)) > 0", filter.Search)
            .Command(database.Reads, Sql, page.Fetch)
            .Read(Read, ct);
        return Page<EnrichmentTaskResource>.Of(
            rows,
            page,
            static one => new ShopPlace(one.CreatedAt, one.Shop, one.ParentOrderSn).ToString()
        );
    }

    /// <summary>One task; null when there is none.</summary>
    public async Task<EnrichmentTaskResource?> Find(string shop, string number, CancellationToken ct)
    {
        var filter = new SqlFilter().And("shop = ?", shop).And("number = ?", number);
        return (await filter.Command(database.Reads, Sql, 1).Read(Read, ct)) is [var one] ? one : null;
    }

    /// <summary>How the tasks stand.</summary>
    /// <param name="shop">Of this shop; null for all.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<EnrichmentStatistics> Statistics(string? shop, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("shop = ?", shop)
            .Command(database.Reads, StatisticsSql, 1)
            .Read(
                static row => new EnrichmentStatistics(
                    row.GetInt64(0),
                    row.GetInt64(1),
                    row.GetInt64(2),
                    row.GetInt64(3),
                    row.GetInt64(4),
                    row.GetInt64(5),
                    row.InstantOrNull(6),
                    row.InstantOrNull(7)
                )
                {
                    Cancelled = row.GetInt64(8),
                },
                ct
            );
        return rows[0];
    }

    internal static EnrichmentTaskResource Read(NpgsqlDataReader row) =>
        new()
        {
            Shop = row.GetString(0),
            ParentOrderSn = row.GetString(1),
            OrderIds = row.GetFieldValue<string[]>(2),
            Status = (EnrichmentTaskStatus)row.GetInt16(3),
            ByHand = row.GetInt16(4) > 0,
            PackageSn = row.TextOrNull(5),
            Error = row.TextOrNull(6),
            Retries = row.GetInt16(7),
            Looks = row.GetInt32(8),
            DueAt = row.GetFieldValue<DateTimeOffset>(9),
            LockedUntil = row.InstantOrNull(10),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(11),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(12),
            FinishedAt = row.InstantOrNull(13),
        };
}
