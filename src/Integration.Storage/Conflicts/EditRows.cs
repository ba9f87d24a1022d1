using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>
/// The rows of local edits, inside the caller's transaction. Whoever writes them locks in one order: the product, its edits, their
/// conflicts.
/// </summary>
internal static class EditRows
{
    private const string Columns = """
        e.product, e.field, e.variant, e.local, e.base, e.before_write, e.state, e.revision, e.conflict_id,
            e.edited_at, e.edited_by, e.due_at, e.attempts, e.written_at, e.error
        """;

    private const string OfProducts = $"""
        select {Columns}, p.policy
        from product_edits e left join conflict_policies p on p.shop = e.shop
        where e.shop = $1 and e.product = any ($2)
        order by e.product, e.field, e.variant
        for update of e
        """;

    private const string OfProduct = $"""
        select {Columns}
        from product_edits e where e.shop = $1 and e.product = $2
        order by e.field, e.variant
        """;

    // A write under way keeps its claim: what comes of it is noted all the same. Silos of the release before let a sync pass before
    // they write what was not compared; here each write is compared by itself.
    private const string Upsert = """
        insert into product_edits as e (shop, product, field, variant, local, base, before_write, state, revision, compared,
            conflict_id, edited_at, edited_by, due_at, attempts, written_at, error)
        values ($1, $2, $3, $4, $5, $6::text, $7::text, $8, $9, false, $10::uuid, $11, $12, $13, $14, $15::timestamptz, $16::text)
        on conflict (shop, product, field, variant) do update
        set local = excluded.local, base = excluded.base, before_write = excluded.before_write, state = excluded.state,
            revision = excluded.revision, compared = excluded.compared, conflict_id = excluded.conflict_id,
            edited_at = excluded.edited_at, edited_by = excluded.edited_by, due_at = excluded.due_at,
            attempts = excluded.attempts, written_at = excluded.written_at, error = excluded.error
        """;

    private const string Drop = """
        delete from product_edits where shop = $1 and product = $2 and field = $3 and variant = $4
        """;

    private const string Note = """
        update products p
        set edited = exists (select 1 from product_edits e where e.shop = p.shop and e.product = p.id),
            edits_version = edits_version + case when $3 then 1 else 0 end
        where p.shop = $1 and p.id = any ($2)
        """;

    /// <summary>The edits of products and the shop's policy, locked.</summary>
    public static Task<List<(StoredEdit Edit, ConflictPolicy? Policy)>> Lock(
        NpgsqlConnection connection,
        string shop,
        string[] products,
        CancellationToken ct
    ) =>
        connection
            .Statement(OfProducts, shop, products)
            .Read(static row => (Read(row), ConflictPolicies.ReadOrNull(row.TextOrNull(15))), ct);

    /// <summary>The edits of a product, not locked.</summary>
    public static Task<List<StoredEdit>> Of(
        NpgsqlConnection connection,
        string shop,
        string product,
        CancellationToken ct
    ) => connection.Statement(OfProduct, shop, product).Read(Read, ct);

    /// <summary>Writes an edit.</summary>
    public static void Write(StatementBatch batch, string shop, StoredEdit edit) =>
        batch.Add(
            Upsert,
            shop,
            edit.Product,
            (short)edit.Field.Field,
            edit.Field.Variant,
            FieldValues.Write(edit.Local),
            TextOf(edit.Base),
            TextOf(edit.BeforeWrite),
            (short)edit.State,
            edit.Revision,
            edit.ConflictId,
            edit.EditedAt,
            edit.EditedBy,
            edit.DueAt,
            edit.Attempts,
            edit.WrittenAt,
            edit.Error
        );

    /// <summary>Deletes an edit.</summary>
    public static void Remove(StatementBatch batch, string shop, StoredEdit edit) =>
        batch.Add(Drop, shop, edit.Product, (short)edit.Field.Field, edit.Field.Variant);

    /// <summary>Notes at the products whether they have edits; with a new version where values have changed.</summary>
    public static void NoteAt(StatementBatch batch, string shop, string[] products, bool raisesVersion) =>
        batch.Add(Note, shop, products, raisesVersion);

    public static string? TextOf(FieldValue? value) => value is null ? null : FieldValues.Write(value);

    private static StoredEdit Read(NpgsqlDataReader row) =>
        new()
        {
            Product = row.GetString(0),
            Field = new((ProductField)row.GetInt16(1), row.GetString(2)),
            Local = FieldValues.Read(row.GetString(3)),
            Base = FieldValues.ReadOrNull(row.TextOrNull(4)),
            BeforeWrite = FieldValues.ReadOrNull(row.TextOrNull(5)),
            State = (ProductEditState)row.GetInt16(6),
            Revision = row.GetInt64(7),
            ConflictId = row.IsDBNull(8) ? null : row.GetGuid(8),
            EditedAt = row.GetFieldValue<DateTimeOffset>(9),
            EditedBy = row.GetString(10),
            DueAt = row.GetFieldValue<DateTimeOffset>(11),
            Attempts = row.GetInt32(12),
            WrittenAt = row.InstantOrNull(13),
            Error = row.TextOrNull(14),
        };
}
