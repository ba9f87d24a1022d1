using System.Text.Json;
using Integration.Databases;
using Integration.Json;
using Integration.Lists;
using Npgsql;

namespace Integration.Collections;

/// <summary>The rows of products and their versions, written inside the caller's transaction.</summary>
internal static class ProductRows
{
    private const string SelectForUpdate = """
        select product_id, version, product::text, languages, currency, country, collected_at
        from collected_products
        where platform = $1 and product_id = any ($2)
        order by product_id for update
        """;

    private const string Upsert = """
        insert into collected_products as p (platform, product_id, version, product, raw, raw_types, languages, currency,
            account, created_at, changed_at, collected_at, country)
        values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10, $10, $11, $12)
        on conflict (platform, product_id) do update
        set version = excluded.version, product = excluded.product, raw = excluded.raw, raw_types = excluded.raw_types,
            languages = excluded.languages, currency = excluded.currency, country = excluded.country, account = excluded.account,
            changed_at = excluded.changed_at, collected_at = excluded.collected_at
        where p.version = excluded.version - 1
        """;

    private const string InsertVersion = """
        insert into collected_product_versions (platform, product_id, version, changes, collection_id, changed_at)
        values ($1, $2, $3, $4::jsonb, $5, $6)
        """;

    private const string TrimVersions = """
        delete from collected_product_versions where platform = $1 and product_id = $2 and version <= $3
        """;

    private const string Seen = """
        update collected_products p set collected_at = s.read_at, account = $4
        from unnest($2::text[], $3::timestamptz[]) as s (product_id, read_at)
        where p.platform = $1 and p.product_id = s.product_id and p.collected_at < s.read_at
        """;

    /// <summary>What is stored of products; their rows stay locked.</summary>
    public static async Task<Dictionary<string, StoredProduct>> Lock(
        NpgsqlConnection connection,
        string platform,
        string[] ids,
        CancellationToken ct
    )
    {
        var rows = await connection
            .Statement(SelectForUpdate, platform, ids)
            .Read(
                static row =>
                    (
                        Id: row.GetString(0),
                        Stored: new StoredProduct(
                            row.GetInt64(1),
                            JsonDocument.Parse(row.GetString(2)).RootElement,
                            row.GetFieldValue<string[]>(3),
                            row.TextOrNull(4),
                            row.TextOrNull(5),
                            row.GetFieldValue<DateTimeOffset>(6)
                        )
                    ),
                ct
            );
        return rows.ToDictionary(static row => row.Id, static row => row.Stored, StringComparer.Ordinal);
    }

    /// <summary>Writes new versions.</summary>
    /// <exception cref="LostRaceException">One of them is stored already.</exception>
    public static async Task Write(
        NpgsqlConnection connection,
        IReadOnlyList<ProductChange> changes,
        CollectionResource collection,
        CollectionOptions options,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        foreach (var change in changes.OrderBy(static one => one.Product.Id, StringComparer.Ordinal))
        {
            var product = change.Product;
            var isKept = product.Raw.Sum(static raw => (long)raw.Body.Length) <= options.MaxRawBytes;
            var raw = isKept ? product.Raw : [];
            var written = await connection.Execute(
                Upsert,
                ct,
                product.Platform,
                product.Id,
                change.Version,
                change.Canonical.GetRawText(),
                Array.ConvertAll(raw, static one => one.Body),
                Array.ConvertAll(raw, static one => one.ContentType ?? ""),
                collection.Languages,
                collection.Currency,
                collection.Account,
                now,
                change.ReadAt,
                collection.Country
            );
            if (written == 0)
            {
                throw new LostRaceException();
            }

            await connection.Execute(
                InsertVersion,
                ct,
                product.Platform,
                product.Id,
                change.Version,
                JsonSerializer.Serialize(change.Changes, WireJson.Options),
                collection.Id,
                now
            );
            if (change.Version > options.KeptVersions)
            {
                await connection.Execute(
                    TrimVersions,
                    ct,
                    product.Platform,
                    product.Id,
                    change.Version - options.KeptVersions
                );
            }
        }
    }

    /// <summary>Notes that products were found as they are stored, and when.</summary>
    public static Task Touch(
        NpgsqlConnection connection,
        CollectionResource collection,
        IReadOnlyList<(string Id, DateTimeOffset ReadAt)> found,
        CancellationToken ct
    ) =>
        found.Count == 0
            ? Task.CompletedTask
            : connection.Execute(
                Seen,
                ct,
                collection.Platform,
                found.Select(static one => one.Id).ToArray(),
                found.Select(static one => one.ReadAt.UtcDateTime).ToArray(),
                collection.Account
            );
}
