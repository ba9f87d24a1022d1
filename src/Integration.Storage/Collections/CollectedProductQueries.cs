using System.Globalization;
using System.Text.Json;
using Integration.Databases;
using Integration.Lists;
using Integration.Products;
using Npgsql;

namespace Integration.Collections;

/// <summary>Lists of collected products and their versions.</summary>
public sealed class CollectedProductQueries(HubDatabase database)
{
    private const string Sql = """
        select platform, product_id, version, product::text, languages, currency,
            cardinality(raw), created_at, changed_at, collected_at, country
        from collected_products where {0} order by created_at desc, platform desc, product_id desc limit {1}
        """;

    private const string VersionsSql = """
        select version, changes::text, collection_id, changed_at from collected_product_versions
        where {0} order by version desc limit {1}
        """;

    private const string PayloadSql = """
        select raw[$3], raw_types[$3] from collected_products where platform = $1 and product_id = $2
        """;

    /// <summary>A page of products, those first that were collected last for the first time.</summary>
    /// <param name="platform">Of this platform; null for any.</param>
    /// <param name="page">Which page.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<Page<CollectedProductResource>> List(string? platform, PageRequest page, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .After("created_at, platform, product_id", ShopPlace.Of(page))
            .And("platform = ?", platform)
            .Command(database.Reads, Sql, page.Fetch)
            .Read(Read, ct);
        return Page<CollectedProductResource>.Of(
            rows,
            page,
            static one => new ShopPlace(one.CreatedAt, one.Platform, one.ProductId).ToString()
        );
    }

    /// <summary>One product; null when there is none.</summary>
    public async Task<CollectedProductResource?> Find(string platform, string id, CancellationToken ct)
    {
        var rows = await new SqlFilter()
            .And("platform = ?", platform)
            .And("product_id = ?", id)
            .Command(database.Reads, Sql, 1)
            .Read(Read, ct);
        return rows is [var one] ? one : null;
    }

    /// <summary>A page of what changed, the newest first.</summary>
    public async Task<Page<CollectedProductVersion>> Versions(
        string platform,
        string id,
        PageRequest page,
        CancellationToken ct
    )
    {
        var rows = await new SqlFilter()
            .And("platform = ?", platform)
            .And("product_id = ?", id)
            .And("version < ?", page.After is null ? null : long.Parse(page.After, CultureInfo.InvariantCulture))
            .Command(database.Reads, VersionsSql, page.Fetch)
            .Read(
                static row => new CollectedProductVersion
                {
                    Version = row.GetInt64(0),
                    Changes = JsonDocument.Parse(row.GetString(1)).RootElement,
                    Collection = row.GetGuid(2),
                    ChangedAt = row.GetFieldValue<DateTimeOffset>(3),
                },
                ct
            );
        return Page<CollectedProductVersion>.Of(
            rows,
            page,
            static one => one.Version.ToString(CultureInfo.InvariantCulture)
        );
    }

    /// <summary>A raw payload of the product's version, as the platform sent it; null when there is none of that number.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="id">The platform's id.</param>
    /// <param name="number">From 1, in the order of the languages.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<RawPayload?> Payload(string platform, string id, int number, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var rows = await connection
            .Statement(PayloadSql, platform, id, number)
            .Read(
                static row =>
                    row.IsDBNull(0)
                        ? null
                        : new RawPayload(
                            row.GetFieldValue<byte[]>(0),
                            row.GetString(1) is { Length: > 0 } type ? type : null
                        ),
                ct
            );
        return rows is [var one] ? one : null;
    }

    private static CollectedProductResource Read(NpgsqlDataReader row) =>
        new()
        {
            Platform = row.GetString(0),
            ProductId = row.GetString(1),
            Version = row.GetInt64(2),
            Product = JsonDocument.Parse(row.GetString(3)).RootElement,
            Languages = row.GetFieldValue<string[]>(4),
            Currency = row.TextOrNull(5),
            Payloads = row.GetInt32(6),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(7),
            ChangedAt = row.GetFieldValue<DateTimeOffset>(8),
            CollectedAt = row.GetFieldValue<DateTimeOffset>(9),
            Country = row.TextOrNull(10),
        };
}
