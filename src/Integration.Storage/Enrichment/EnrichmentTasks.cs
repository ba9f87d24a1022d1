using Integration.Databases;
using Integration.Orders;
using Integration.Sync;
using Npgsql;

namespace Integration.Enrichment;

/// <summary>
/// Tasks for the orders of a page that are on their way and have no package yet, or of which more went on its way, inside the page's
/// transaction.
/// </summary>
internal static class EnrichmentTasks
{
    // What is stored decides: the page may be older than it. One that has a task keeps it.
    private const string InsertSql = """
        insert into enrichment_tasks (shop, number, order_ids, status, priority, shipped_at, due_at, created_at, updated_at)
        select o.shop, o.id, o.line_ids, 0, 0, coalesce(o.shipped_at, o.ship_by, o.listed_at), $3, $3, $3
        from orders o
        where o.shop = $1 and o.id = any ($2)
            and o.status in (3, 4, 5, 6) and o.package_sn is null and o.deleted_at is null
        order by o.id
        on conflict (shop, number) do nothing
        """;

    // Packages that are known are those of the first part. Whoever asks just now may have asked too early: it loses its claim.
    private const string ReopenSql = """
        insert into enrichment_tasks as t
            (shop, number, order_ids, status, priority, shipped_at, package_sn, due_at, created_at, updated_at)
        select o.shop, o.id, o.line_ids, 0, 0, coalesce(o.shipped_at, o.ship_by, o.listed_at), o.package_sn, $3, $3, $3
        from orders o
        where o.shop = $1 and o.id = any ($2) and o.deleted_at is null
        order by o.id
        on conflict (shop, number) do update
        set status = 0, claim = null, locked_until = null, due_at = excluded.due_at, updated_at = excluded.updated_at,
            finished_at = null, error = null, retries = 0, looks = 0, refusals = 0
        """;

    public static async Task Write(
        NpgsqlConnection connection,
        SyncPage page,
        IReadOnlyList<RecordChange> changes,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        string[] numbers =
        [
            .. page
                .Records.Select(static one => one.Order)
                .OfType<Order>()
                .Where(static one => IsOnItsWay(one.Status) && one.Packages is not { Length: > 0 })
                .Select(static one => one.Number),
        ];
        if (numbers.Length == 0)
        {
            return;
        }

        await connection.Execute(InsertSql, ct, page.Shop, numbers, now);
        string[] further = [.. changes.Where(IsFurtherOn).Select(static one => one.Id).Intersect(numbers)];
        if (further.Length > 0)
        {
            await connection.Execute(ReopenSql, ct, page.Shop, further, now);
        }
    }

    private static bool IsFurtherOn(RecordChange change) =>
        (OrderStatus?)change.StatusBefore is OrderStatus.PartlyShipped or OrderStatus.PartlyDelivered
        && change.Status != change.StatusBefore
        && IsOnItsWay((OrderStatus)change.Status);

    private static bool IsOnItsWay(OrderStatus status) =>
        status
            is OrderStatus.PartlyShipped
                or OrderStatus.Shipped
                or OrderStatus.PartlyDelivered
                or OrderStatus.Delivered;
}
