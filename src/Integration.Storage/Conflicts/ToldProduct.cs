using System.Text.Json;
using Integration.Databases;
using Integration.Lists;
using Integration.Sync;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>What the platform tells of a product, with which its local edits are compared.</summary>
/// <param name="Id">The platform's id of it.</param>
/// <param name="Content">As it is stored now.</param>
/// <param name="ReadAt">When the platform told it.</param>
/// <param name="ChangedAt">When it says that it changed the product; null where it does not.</param>
internal sealed record ToldProduct(string Id, JsonElement Content, DateTimeOffset ReadAt, DateTimeOffset? ChangedAt)
{
    private const string LockAll = "select 1 from products where shop = $1 and id = any ($2) order by id for update";
    private const string Contents = "select id, content from products where shop = $1 and id = any ($2) order by id";

    /// <summary>A product that a page has changed.</summary>
    public static ToldProduct Of(RecordChange change) =>
        new(change.Id, change.Content, change.ReadAt, change.ChangedAt);

    /// <summary>Locks the products of a page before it is written: unchanged ones are then compared as they are stored.</summary>
    public static Task Lock(NpgsqlConnection connection, SyncPage page, CancellationToken ct) =>
        connection.Statement(LockAll, page.Shop, IdsOf(page)).Read(static row => row.GetInt32(0), ct);

    /// <summary>All products of a page, as they are stored since it was written.</summary>
    public static async Task<IReadOnlyList<ToldProduct>> Of(
        NpgsqlConnection connection,
        SyncPage page,
        CancellationToken ct
    )
    {
        var changedAt = page.Records.ToDictionary(static one => one.Id, static one => one.ChangedAt);
        return await connection
            .Statement(Contents, page.Shop, IdsOf(page))
            .Read(
                row =>
                {
                    var id = row.GetString(0);
                    return new ToldProduct(
                        id,
                        JsonDocument.Parse(row.GetString(1)).RootElement,
                        page.ReadAt,
                        changedAt[id]
                    );
                },
                ct
            );
    }

    private static string[] IdsOf(SyncPage page) => [.. page.Records.Select(static one => one.Id)];
}
