using System.Text.Json;
using Integration.Access;
using Integration.Databases;
using Integration.Lists;
using Integration.Problems;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>Local edits of synced products: read, and changed inside the caller's transaction.</summary>
public sealed class ProductEdits(HubDatabase database, ConflictOptions options)
{
    private const string Select = """
        select content, edits_version, deleted_at is not null from products where shop = $1 and id = $2
        """;

    /// <summary>The edits of a product; null where there is no such product.</summary>
    public async Task<ProductEditsResource?> Find(string shop, string product, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await Find(connection, shop, product, ct);
    }

    /// <summary>Changes the edits by a merge patch.</summary>
    /// <param name="connection">With the transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="product">The platform's id of the product.</param>
    /// <param name="patch">A merge patch of a <see cref="ProductEdit"/>.</param>
    /// <param name="writable">What the platform takes; null where that cannot be said.</param>
    /// <param name="context">Who asks, under which conditions.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>As they are now; 404, 409 where the platform does not take a field that the patch sets, 412 or 422.</returns>
    public async Task<Outcome<ProductEditsResource>> Change(
        NpgsqlConnection connection,
        string shop,
        string product,
        byte[] patch,
        WritableFields? writable,
        WriteContext context,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        // The lock holds off pages too: none changes the product between this look and the commit.
        if (await Product(connection, shop, product, isLocked: true, ct) is not { IsDeleted: false } found)
        {
            return ConflictProblems.UnknownProduct(shop, product);
        }

        if (context.IfMatch is { } expected && expected != found.Version)
        {
            return ConflictProblems.Stale(found.Version);
        }

        var edits = (await EditRows.Lock(connection, shop, [product], ct)).ConvertAll(static one => one.Edit);
        var wanted = EditPatch.Apply(
            edits.Where(static one => one.State != ProductEditState.Written),
            patch,
            found.Content,
            options.MaxEdits
        );
        if (!wanted.Succeeded)
        {
            return wanted.Problem;
        }

        if (ConflictProblems.NotWritable(writable, wanted.Value) is { } refused)
        {
            return refused;
        }

        var batch = new StatementBatch(connection);
        var changes = new EditChanges(shop, product, found.Content, context.Actor, now);
        if (changes.Write(batch, edits, wanted.Value))
        {
            EditRows.NoteAt(batch, shop, [product], raisesVersion: true);
            await batch.Run(ct);
        }

        return (await Find(connection, shop, product, ct))!;
    }

    internal static async Task<(JsonElement Content, long Version, bool IsDeleted)?> Product(
        NpgsqlConnection connection,
        string shop,
        string product,
        bool isLocked,
        CancellationToken ct
    )
    {
        var rows = await connection
            .Statement(isLocked ? $"{Select} for update" : Select, shop, product)
            .Read(
                static row => (JsonDocument.Parse(row.GetString(0)).RootElement, row.GetInt64(1), row.GetBoolean(2)),
                ct
            );
        return rows is [var one] ? one : null;
    }

    private static async Task<ProductEditsResource?> Find(
        NpgsqlConnection connection,
        string shop,
        string product,
        CancellationToken ct
    )
    {
        if (await Product(connection, shop, product, isLocked: false, ct) is not { } found)
        {
            return null;
        }

        var edits = await EditRows.Of(connection, shop, product, ct);
        return new()
        {
            Shop = shop,
            Product = product,
            Version = found.Version,
            Edits = [.. edits.Select(one => Show(one, found.Content))],
        };
    }

    private static ProductEditResource Show(StoredEdit edit, JsonElement content) =>
        new()
        {
            Field = edit.Field.Field,
            Variant = edit.Field.Variant is { Length: > 0 } variant ? variant : null,
            State = edit.State,
            Local = edit.Local,
            Remote = FieldValues.Of(content, edit.Field),
            Base = edit.Base,
            ConflictId = edit.ConflictId,
            EditedAt = edit.EditedAt,
            EditedBy = edit.EditedBy,
            Attempts = edit.Attempts,
            NextAttemptAt = edit.State == ProductEditState.Owed ? edit.DueAt : null,
            WrittenAt = edit.WrittenAt,
            Error = edit.Error,
        };
}
