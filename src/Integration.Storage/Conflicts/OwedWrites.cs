using System.Text.Json;
using Integration.Databases;
using Integration.Delivery;
using Integration.Intake;
using Integration.Lists;
using Integration.Time;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>
/// What is owed to platforms: claimed by one silo at a time, confirmed once it was compared with what the platform has now, and its
/// result noted. A claim frees itself after a time, so what a crash left is written again.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="options">How long a claim holds.</param>
/// <param name="append">Appends the events of what finally failed.</param>
/// <param name="ids">Makes the events' ids.</param>
public sealed class OwedWrites(HubDatabase database, ConflictOptions options, EventAppend append, IIdGenerator ids)
{
    // Somebody else wrote the same rows: what was noted is noted anew.
    private const int MaxRetries = 5;

    // Parameter $1 is now.
    private const string Due = """
        from product_edits e
        join shops s on s.id = e.shop and s.enabled and s.paused_at is null
        join products p on p.shop = e.shop and p.id = e.product and p.deleted_at is null
        where e.state = 0 and e.due_at <= $1 and (e.locked_until is null or e.locked_until <= $1)
        """;

    private const string DueAccounts = $"""
        select d.account, coalesce(a.settings ->> 'platform', '') from (
            select s.settings ->> 'account' as account, min(e.due_at) as since {Due} group by 1) d
        left join platform_accounts a on a.id = d.account
        order by d.since limit $2
        """;

    private const string ClaimDue = $"""
        with due as (
            select e.shop, e.product, e.field, e.variant {Due} and s.settings ->> 'account' = $5
            order by e.due_at, e.shop, e.product
            limit $2
            for update of e skip locked)
        update product_edits e
        set claim = $3, locked_until = $4, attempts = e.attempts + 1
        from due d
        join products p on p.shop = d.shop and p.id = d.product
        where e.shop = d.shop and e.product = d.product and e.field = d.field and e.variant = d.variant
        returning e.shop, e.product, e.field, e.variant, e.local, e.revision, e.attempts, p.content
        """;

    // What was compared and is owed no more - a person is asked - is free at once, and was no attempt.
    private const string ReleaseUndue = """
        update product_edits set claim = null, locked_until = null, attempts = greatest(attempts - 1, 0)
        where shop = $1 and product = any ($2) and claim = $3 and state <> 0
        """;

    private const string ConfirmOwed = """
        update product_edits e
        set locked_until = $5, attempts = greatest(e.attempts, 1)
        from products p
        where e.shop = $1 and e.product = any ($2) and e.claim = $3 and e.state = 0 and e.locked_until > $4
            and p.shop = e.shop and p.id = e.product
        returning e.shop, e.product, e.field, e.variant, e.local, e.revision, e.attempts, p.content
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
            returning e.conflict_id, e.state),
        c as (update conflicts c set write_error = $7 from e where c.id = e.conflict_id and c.state > 0)
        select $10::int from e where $8::timestamptz is null and e.state = 3
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

    /// <summary>Accounts to which something is owed now, those that wait longest first, with their platforms.</summary>
    /// <param name="limit">So many at most.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<(string Account, string Platform)>> Accounts(
        int limit,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(DueAccounts, now, limit)
            .Read(static row => (row.GetString(0), row.GetString(1)), ct);
    }

    /// <summary>Claims what is due to an account, at most a batch.</summary>
    /// <param name="account">The account.</param>
    /// <param name="claim">A new id.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<OwedWrite>> Claim(
        string account,
        Guid claim,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(ClaimDue, now, options.WriteBatch, claim, now + options.LockTime, account)
            .Read(row => Read(row, claim), ct);
    }

    /// <summary>
    /// What is still owed of claimed products after their edits were compared with what the platform has; the claim of it holds for
    /// its whole time from now on.
    /// </summary>
    /// <param name="claim">The claim.</param>
    /// <param name="shop">The products' shop.</param>
    /// <param name="products">The platform's ids of them.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<OwedWrite>> Confirm(
        Guid claim,
        string shop,
        string[] products,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await connection.Execute(ReleaseUndue, ct, shop, products, claim);
        return await connection
            .Statement(ConfirmOwed, shop, products, claim, now, now + options.LockTime)
            .Read(row => Read(row, claim), ct);
    }

    /// <summary>
    /// Notes results, with an event for each edit that failed for good; what was withdrawn or claimed by another silo meanwhile stays as
    /// that left it.
    /// </summary>
    /// <param name="results">The results.</param>
    /// <param name="routing">The silo's routing table.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <returns>The events, to be published, and the routing table that was used.</returns>
    public async Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> Note(
        IReadOnlyList<OwedResult> results,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        for (var left = MaxRetries; ; left--)
        {
            try
            {
                return await NoteOnce(results, routing, now, ct);
            }
            catch (LostRaceException) when (left > 0)
            {
                // The key of an event was changing hands.
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsPassing(e))
            {
                // A deadlock or a lost race.
            }
        }
    }

    private async Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> NoteOnce(
        IReadOnlyList<OwedResult> results,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        OwedResult[] sorted =
        [
            .. results
                .OrderBy(static one => one.Write.Shop, StringComparer.Ordinal)
                .ThenBy(static one => one.Write.Product, StringComparer.Ordinal)
                .ThenBy(static one => one.Write.Field.Field)
                .ThenBy(static one => one.Write.Field.Variant, StringComparer.Ordinal),
        ];
        await using var connection = await database.Writes.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var batch = new StatementBatch(connection);
        for (var n = 0; n < sorted.Length; n++)
        {
            Add(batch, sorted[n], n, now);
        }

        var failed = await batch.Read(static row => row.GetInt32(0), ct);
        IReadOnlyList<AppendedEvent> events = [];
        if (failed.Count > 0)
        {
            EventDraft[] drafts = [.. failed.Select(n => FailedWrites.Event(sorted[n], ids.NewId(now), now))];
            (events, routing) = await append.AppendInside(connection, drafts, routing, now, ct);
            if (events.Any(static one => one.Result.Problem is not null))
            {
                throw new LostRaceException();
            }
        }

        await transaction.CommitAsync(ct);
        return (events, routing);
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

    private static void Add(StatementBatch batch, OwedResult result, int place, DateTimeOffset now)
    {
        var write = result.Write;
        object?[] edit =
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
            batch.Add(NoteFailed, [.. edit, error, result.NextAttemptAt, result.IsAttempt, place]);
        }
        else
        {
            batch.Add(NoteWritten, [.. edit, now, FieldValues.Write(write.Value)]);
        }
    }

    private static OwedWrite Read(NpgsqlDataReader row, Guid claim)
    {
        var content = JsonDocument.Parse(row.GetString(7)).RootElement;
        var write = new OwedWrite(
            row.GetString(0),
            row.GetString(1),
            new((ProductField)row.GetInt16(2), row.GetString(3)),
            FieldValues.Read(row.GetString(4)),
            row.GetInt64(5),
            row.GetInt32(6),
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
