using System.Text.Json;
using Integration.Databases;
using Integration.Lists;
using Integration.Sync;
using Npgsql;

namespace Integration.Products;

/// <summary>Lists of synced products.</summary>
public sealed class ShopProductQueries(HubDatabase database)
{
    private const string Sql = """
        select shop, id, status, title, seller_code, price, currency, stock, version, content, changed_at, listed_at,
            updated_at, missing_since, deleted_at
        from products where {0} order by listed_at desc, shop desc, id desc limit {1}
        """;

    /// <summary>A page of products, the newest first.</summary>
    public async Task<Page<ShopProductResource>> List(ShopProductFilter filter, PageRequest page, CancellationToken ct)
    {
        var rows = await (await Command(filter, page, ct)).Read(Read, ct);
        return Page<ShopProductResource>.Of(
            rows,
            page,
            static one => new ShopPlace(one.CreatedAt, one.Shop, one.Id).ToString()
        );
    }

    /// <summary>One product; null when there is none.</summary>
    public async Task<ShopProductResource?> Find(string shop, string id, CancellationToken ct)
    {
        var filter = new SqlFilter().And("shop = ?", shop).And("id = ?", id);
        return (await filter.Command(database.Reads, Sql, 1).Read(Read, ct)) is [var one] ? one : null;
    }

    internal async Task<NpgsqlCommand> Command(ShopProductFilter filter, PageRequest page, CancellationToken ct)
    {
        var sql = await TermSearch.Planned(database, "products", [.. Terms(filter)], Sql, ct);
        return Filter(filter).After("listed_at, shop, id", ShopPlace.Of(page)).Command(database.Reads, sql, page.Fetch);
    }

    private static IEnumerable<string> Terms(ShopProductFilter filter) =>
        SearchTerms.AskedWords(filter.Title).Concat(filter.Sku is { } sku ? [SearchTerms.Sku(sku)] : []);

    private static SqlFilter Filter(ShopProductFilter filter)
    {
        var sql = new SqlFilter()
            .And("shop = ?", filter.Shop)
            .And("status = ?", filter.Status is null ? null : (short)filter.Status)
            .AndBegins("id", filter.Id)
            .And("seller_code = ?", filter.SellerCode)
            .AndTerms([.. Terms(filter)])
            .And("updated_at >= ?", filter.UpdatedSince?.UtcDateTime)
            .And("updated_at < ?", filter.UpdatedUntil?.UtcDateTime);
        return filter.Deleted switch
        {
            true => sql.And("deleted_at is not null"),
            false => sql.And("deleted_at is null"),
            null => sql,
        };
    }

    private static ShopProductResource Read(NpgsqlDataReader row) =>
        new()
        {
            Shop = row.GetString(0),
            Id = row.GetString(1),
            Status = (ProductStatus)row.GetInt16(2),
            Title = row.TextOrNull(3),
            SellerCode = row.TextOrNull(4),
            Price = row.IsDBNull(5) ? null : new Money(row.GetDecimal(5), row.GetString(6)),
            Stock = row.IsDBNull(7) ? null : row.GetInt64(7),
            Version = row.GetInt64(8),
            Product = JsonDocument.Parse(row.GetString(9)).RootElement,
            ChangedAt = row.InstantOrNull(10),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(11),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(12),
            MissingSince = row.InstantOrNull(13),
            DeletedAt = row.InstantOrNull(14),
        };
}
