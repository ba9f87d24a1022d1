using System.Globalization;
using Integration.Databases;
using Integration.Lists;
using Integration.Orders;
using Integration.Problems;
using Npgsql;

namespace Integration.Enrichment;

/// <summary>What people ask of enrichment tasks, each inside the caller's transaction.</summary>
public static class EnrichmentRequests
{
    private const int MaxErrors = 20;
    private const int MaxSkipped = 100;

    // Whatever is worked on goes on; what failed begins anew.
    private const string RequestSql = """
        insert into enrichment_tasks as t (shop, number, order_ids, status, priority, shipped_at, due_at, created_at, updated_at)
        select o.shop, o.id, o.line_ids, 0, 1, coalesce(o.shipped_at, o.ship_by, o.listed_at), $3, $3, $3
        from orders o
        where o.shop = $1 and ($2::text[] is null or o.id = any ($2))
            and o.status in (3, 4, 5, 6) and o.package_sn is null and o.deleted_at is null
        order by o.id
        on conflict (shop, number) do update
        set priority = 1, status = 0, due_at = excluded.due_at, updated_at = excluded.updated_at, finished_at = null,
            retries = case when t.status > 1 then 0 else t.retries end,
            looks = case when t.status > 1 then 0 else t.looks end,
            refusals = case when t.status > 1 then 0 else t.refusals end, error = null
        where t.status <> 1
        """;

    private const string SkippedSql = """
        select n.number, o.status, o.package_sn, o.deleted_at is not null
        from unnest($2::text[]) with ordinality as n (number, place)
        left join orders o on o.shop = $1 and o.id = n.number
        left join enrichment_tasks t on t.shop = $1 and t.number = n.number
        where o.id is null or o.status not in (3, 4, 5, 6) or o.package_sn is not null or o.deleted_at is not null or t.status = 1
        order by n.place
        """;

    private const string RetrySql = $"""
        update enrichment_tasks
        set priority = 1, status = 0, due_at = $3, updated_at = $3, finished_at = null, error = null,
            retries = case when status > 1 then 0 else retries end, looks = case when status > 1 then 0 else looks end,
            refusals = case when status > 1 then 0 else refusals end
        where shop = $1 and number = $2 and status in (0, 3)
        returning {EnrichmentQueries.Columns}
        """;

    private const string FindSql =
        $"select {EnrichmentQueries.Columns} from enrichment_tasks where shop = $1 and number = $2";

    /// <summary>Asks by hand for the packages of orders that are on their way and have none.</summary>
    /// <param name="connection">With the transaction.</param>
    /// <param name="shop">The shop, which exists.</param>
    /// <param name="numbers">Of these orders; null for all of the shop.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>How many tasks wait for it now; a problem where it has no such order.</returns>
    public static async Task<Outcome<EnrichmentStart>> Start(
        NpgsqlConnection connection,
        string shop,
        string[]? numbers,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        string[] once = [.. numbers?.Distinct(StringComparer.Ordinal) ?? []];
        var tasks = await connection.Execute(RequestSql, ct, shop, numbers is null ? null : once, now);
        if (numbers is null)
        {
            return new EnrichmentStart { Shop = shop, Tasks = tasks };
        }

        var skipped = await connection.Statement(SkippedSql, shop, once).Read(Skipped.Read, ct);
        var unknown = skipped.Where(static one => one.IsUnknown).Take(MaxErrors).ToArray();
        if (unknown.Length > 0)
        {
            return new Problem("validation", 422, "Some fields are not valid; see errors.")
            {
                Errors = unknown.ToDictionary(
                    one => string.Create(CultureInfo.InvariantCulture, $"orders[{Array.IndexOf(numbers, one.Number)}]"),
                    one => (string[])[$"The shop '{shop}' has no order '{one.Number}' here; sync it first."],
                    StringComparer.Ordinal
                ),
            };
        }

        return new EnrichmentStart
        {
            Shop = shop,
            Tasks = tasks,
            Skipped = [.. skipped.Take(MaxSkipped).Select(static one => new SkippedOrder(one.Number, one.Reason))],
        };
    }

    /// <summary>Tries a task again at once and anew.</summary>
    /// <returns>The task; 404 where there is none, 409 where a worker has it or it is completed.</returns>
    public static async Task<Outcome<EnrichmentTaskResource>> Retry(
        NpgsqlConnection connection,
        EnrichmentTaskId id,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var retried = await connection.Statement(RetrySql, id.Shop, id.Number, now).Read(EnrichmentQueries.Read, ct);
        if (retried is [var task])
        {
            return task;
        }

        return await connection.Statement(FindSql, id.Shop, id.Number).Read(EnrichmentQueries.Read, ct) switch
        {
            [{ Status: EnrichmentTaskStatus.Completed } done] => new Problem(
                "enrichment-task-completed",
                409,
                $"The order {done.ParentOrderSn} has its package {done.PackageSn}: there is nothing to try again."
            ),
            [var busy] => new Problem(
                "enrichment-task-running",
                409,
                $"The order {busy.ParentOrderSn} is being asked for just now; look at the task again in a moment."
            ),
            _ => new Problem("not-found", 404, $"There is no enrichment task '{id}'."),
        };
    }

    private sealed record Skipped(string Number, OrderStatus? Status, string? Package, bool IsDeleted)
    {
        public bool IsUnknown => Status is null;

        public string Reason =>
            IsDeleted ? "The shop does not have it any more."
            : Package is { } package ? $"It has its package {package}."
            : Status
                is OrderStatus.PartlyShipped
                    or OrderStatus.Shipped
                    or OrderStatus.PartlyDelivered
                    or OrderStatus.Delivered
                ? "It is being asked for just now."
            : "It is not on its way: no package is to be had yet.";

        public static Skipped Read(NpgsqlDataReader row) =>
            new(
                row.GetString(0),
                row.IsDBNull(1) ? null : (OrderStatus)row.GetInt16(1),
                row.TextOrNull(2),
                row.GetBoolean(3)
            );
    }
}
