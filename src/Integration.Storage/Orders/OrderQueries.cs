using System.Text.Json;
using Integration.Databases;
using Integration.Lists;
using Integration.Sync;
using Npgsql;

namespace Integration.Orders;

/// <summary>Lists of synced orders.</summary>
public sealed class OrderQueries(HubDatabase database)
{
    private const string Sql = """
        select shop, id, status, version, content, packages, package_sn, listed_at, changed_at, created_at, updated_at,
            missing_since, deleted_at
        from orders where {0} order by listed_at desc, shop desc, id desc limit {1}
        """;

    /// <summary>A page of orders, the newest first.</summary>
    public async Task<Page<OrderResource>> List(OrderFilter filter, PageRequest page, CancellationToken ct)
    {
        var rows = await (await Command(filter, page, ct)).Read(Read, ct);
        return Page<OrderResource>.Of(
            rows,
            page,
            static one => new ShopPlace(one.ListedAt, one.Shop, one.Number).ToString()
        );
    }

    /// <summary>One order with its packages; null when there is none.</summary>
    public async Task<OrderResource?> Find(string shop, string number, CancellationToken ct)
    {
        var filter = new SqlFilter().And("shop = ?", shop).And("id = ?", number);
        return (await filter.Command(database.Reads, Sql, 1).Read(Read, ct)) is [var one] ? one : null;
    }

    internal async Task<NpgsqlCommand> Command(OrderFilter filter, PageRequest page, CancellationToken ct)
    {
        var sql = await TermSearch.Planned(database, "orders", [.. Terms(filter)], Sql, ct);
        return Filter(filter).After("listed_at, shop, id", ShopPlace.Of(page)).Command(database.Reads, sql, page.Fetch);
    }

    private static SqlFilter Filter(OrderFilter filter)
    {
        var sql = new SqlFilter()
            .And("shop = ?", filter.Shop)
            .And("status = ?", filter.Status is null ? null : (short)filter.Status)
            .AndBegins("id", filter.Number)
            .AndTerms([.. Terms(filter)])
            .And("listed_at >= ?", filter.Since?.UtcDateTime)
            .And("listed_at < ?", filter.Until?.UtcDateTime)
            .And("updated_at >= ?", filter.UpdatedSince?.UtcDateTime)
            .And("updated_at < ?", filter.UpdatedUntil?.UtcDateTime);
        if (filter.HasPackage is { } hasPackage)
        {
            sql.And(hasPackage ? "package_sn is not null" : "package_sn is null");
        }

        if (filter.Deleted is { } deleted)
        {
            sql.And(deleted ? "deleted_at is not null" : "deleted_at is null");
        }

        return sql;
    }

    private static IEnumerable<string> Terms(OrderFilter filter)
    {
        if (filter.Package is { } package)
        {
            yield return SearchTerms.Package(package);
        }

        if (filter.StatusText is { } status)
        {
            yield return SearchTerms.StatusText(status);
        }

        if (filter.Sku is { } sku)
        {
            yield return SearchTerms.Sku(sku);
        }

        if (filter.Product is { } product)
        {
            yield return SearchTerms.Product(product);
        }

        foreach (var word in SearchTerms.AskedWords(filter.Title))
        {
            yield return word;
        }
    }

    private static OrderResource Read(NpgsqlDataReader row) =>
        new()
        {
            Shop = row.GetString(0),
            Number = row.GetString(1),
            Status = (OrderStatus)row.GetInt16(2),
            Version = row.GetInt64(3),
            Order = JsonDocument.Parse(row.GetString(4)).RootElement,
            Packages = row.TextOrNull(5) is { } packages ? JsonDocument.Parse(packages).RootElement : null,
            PackageSn = row.TextOrNull(6),
            ListedAt = row.GetFieldValue<DateTimeOffset>(7),
            ChangedAt = row.InstantOrNull(8),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(9),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(10),
            MissingSince = row.InstantOrNull(11),
            DeletedAt = row.InstantOrNull(12),
        };
}
