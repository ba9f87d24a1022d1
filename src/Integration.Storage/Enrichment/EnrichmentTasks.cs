using Integration.Databases;
using Integration.Orders;
using Integration.Sync;
using Npgsql;

namespace Integration.Enrichment;

/// <summary>Tasks for the orders of a page that are on their way and have no package yet, inside the page's transaction.</summary>
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

    public static Task Insert(NpgsqlConnection connection, SyncPage page, DateTimeOffset now, CancellationToken ct)
    {
        string[] numbers =
        [
            .. page
                .Records.Select(static one => one.Order)
                .OfType<Order>()
                .Where(static one => IsOnItsWay(one.Status) && one.Packages is not { Length: > 0 })
                .Select(static one => one.Number),
        ];
        return numbers.Length == 0 ? Task.CompletedTask : connection.Execute(InsertSql, ct, page.Shop, numbers, now);
    }

    private static bool IsOnItsWay(OrderStatus status) =>
        status
            is OrderStatus.PartlyShipped
                or OrderStatus.Shipped
                or OrderStatus.PartlyDelivered
                or OrderStatus.Delivered;
}
