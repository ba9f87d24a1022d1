using System.Text.Json;
using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>
/// What is owed to platforms: claimed by one silo at a time, and its result noted. A claim frees itself after a time, so what a crash
/// left is written again.
/// </summary>
public sealed class OwedWrites(HubDatabase database, ConflictOptions options)
{
    // The edit waits for a sync that began after it: only then is it known that nobody changed the value at the platform meanwhile.
    private const string ClaimDue = """
        with due as (
            select e.shop, e.product, e.field, e.variant
            from product_edits e
            join shops s on s.id = e.shop and s.enabled and s.paused_at is null
            join products p on p.shop = e.shop and p.id = e.product and p.deleted_at is null
            where e.state = 0 and e.due_at <= $1 and (e.locked_until is null or e.locked_until <= $1)
                and (e.compared or e.edited_at <= $2 or exists (
                    select 1 from sync_states y join sync_runs r on r.id = y.run_id
                    where y.shop = e.shop and y.kind = 1 and r.state = 1 and r.mode < 2 and r.started_at >= e.edited_at))
            order by e.due_at, e.shop, e.product
            limit $3
            for update of e skip locked)
        update product_edits e
        set claim = $4, locked_until = $5, attempts = e.attempts + 1
        from due d
        join shops s on s.id = d.shop
        join products p on p.shop = d.shop and p.id = d.product
        where e.shop = d.shop and e.product = d.product and e.field = d.field and e.variant = d.variant
        returning e.shop, s.settings ->> 'account', e.product, e.field, e.variant, e.local, e.revision, e.attempts, p.content
        """;

    // The value was common to both sides at that moment, whatever was edited here since. The conflict keeps what came of it.
    private const string NoteWritten = """
        with e as (
            update product_edits e
            set claim = null, locked_until = null, error = null, written_at = $7, before_write = e.base, base = $8,
                state = case when e.state = 0 and e.revision = $6 then 2 else e.state end
            where e.shop = $1 and e.product = $2 and e.field = $3 and e.variant = $4 and e.claim = $5
            returning e.conflict_id)
        update conflicts c set written_at = $7, write_error = null from e where c.id = e.conflict_id and c.state > 0
        """;

    private const string NoteFailed = """
        with e as (
            update product_edits e
            set claim = null, locked_until = null, error = $7,
                state = case when $8::timestamptz is null and e.state = 0 and e.revision = $6 then 3 else e.state end,
                due_at = case when e.revision = $6 then coalesce($8::timestamptz, e.due_at) else e.due_at end,
                attempts = greatest(e.attempts - case when $9 then 0 else 1 end, 0)
            where e.shop = $1 and e.product = $2 and e.field = $3 and e.variant = $4 and e.claim = $5
            returning e.conflict_id)
        update conflicts c set write_error = $7 from e where c.id = e.conflict_id and c.state > 0
        """;

    private const string Forget = """
        with e as (
            delete from product_edits where ctid = any (array(
                select ctid from product_edits where state = 2 and written_at < $1 limit $2))
                -- Edited again since it was looked for.
                and state = 2
            returning shop, product)
        select distinct shop, product from e order by shop, product
        """;

    /// <summary>Claims what is due, at most a batch.</summary>
    /// <param name="claim">A new id.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<OwedWrite>> Claim(Guid claim, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(ClaimDue, now, now - options.SyncWait, options.WriteBatch, claim, now + options.LockTime)
            .Read(row => Read(row, claim), ct);
    }

    /// <summary>Notes results; what was withdrawn or claimed by another silo meanwhile stays as that left it.</summary>
    public async Task Note(IReadOnlyList<OwedResult> results, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var batch = new StatementBatch(connection);
        foreach (
            var result in results
                .OrderBy(static one => one.Write.Shop, StringComparer.Ordinal)
                .ThenBy(static one => one.Write.Product, StringComparer.Ordinal)
                .ThenBy(static one => one.Write.Field.Field)
                .ThenBy(static one => one.Write.Field.Variant, StringComparer.Ordinal)
        )
        {
            Add(batch, result, now);
        }

        await batch.Run(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Forgets written edits of which no list has told for long; how many products that were.</summary>
    public async Task<int> ForgetWritten(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var gone = await connection
            .Statement(Forget, now - options.WrittenKept, options.WriteBatch)
            .Read(static row => (Shop: row.GetString(0), Product: row.GetString(1)), ct);
        var batch = new StatementBatch(connection);
        foreach (var shop in gone.GroupBy(static one => one.Shop, static one => one.Product))
        {
            EditRows.NoteAt(batch, shop.Key, [.. shop], raisesVersion: true);
        }

        await batch.Run(ct);
        await transaction.CommitAsync(ct);
        return gone.Count;
    }

    private static void Add(StatementBatch batch, OwedResult result, DateTimeOffset now)
    {
        var write = result.Write;
        object?[] place =
        [
            write.Shop,
            write.Product,
            (short)write.Field.Field,
            write.Field.Variant,
            write.Claim,
            write.Revision,
        ];
        if (result.Error is { } error)
        {
            batch.Add(NoteFailed, [.. place, error, result.NextAttemptAt, result.IsAttempt]);
        }
        else
        {
            batch.Add(NoteWritten, [.. place, now, FieldValues.Write(write.Value)]);
        }
    }

    private static OwedWrite Read(NpgsqlDataReader row, Guid claim)
    {
        var content = JsonDocument.Parse(row.GetString(8)).RootElement;
        var write = new OwedWrite(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            new((ProductField)row.GetInt16(3), row.GetString(4)),
            FieldValues.Read(row.GetString(5)),
            row.GetInt64(6),
            row.GetInt32(7),
            claim
        )
        {
            SellerCode = FieldValues.SellerCodeOf(content),
            Language = FieldValues.LanguageOf(content),
        };
        var place = FieldValues
            .Variants(content)
            .FirstOrDefault(one => one.Id == write.Field.Variant)
            ?.Stock.FirstOrDefault();
        return write with { Warehouse = place?.Warehouse, StockId = place?.VariantId };
    }
}
