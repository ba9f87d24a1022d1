using Integration.Databases;
using Integration.Lists;

namespace Integration.Collections;

/// <summary>
/// What of a collection is due, and what became of its list and its links. Written only where the row still says what the work
/// began with, so that a second owner's write finds nothing.
/// </summary>
public sealed class CollectionWork(HubDatabase database)
{
    private const string SelectLinks = """
        select position, input, attempts from collection_items
        where collection_id = $1 and status = 0 and product_id is null and not_before <= $2
        order by position limit $3
        """;

    private const string SelectProducts = """
        select product_id, max(attempts) from collection_items
        where collection_id = $1 and status = 0 and product_id is not null and not_before <= $2
        group by product_id order by min(position) limit $3
        """;

    private const string WriteLinks = """
        update collection_items i
        set product_id = o.product_id,
            status = case when o.product_id is null and o.is_final then 4 else 0 end,
            attempts = case when o.product_id is null then i.attempts + o.attempt else 0 end,
            not_before = o.not_before,
            failure_kind = nullif(o.kind, -1),
            failure_reason = nullif(o.reason, -1),
            detail = o.detail,
            finished_at = case when o.product_id is null and o.is_final then $10 end
        from unnest($2::int[], $3::text[], $4::boolean[], $5::timestamptz[], $6::smallint[], $7::smallint[], $8::text[],
            $9::smallint[]) as o (position, product_id, is_final, not_before, kind, reason, detail, attempt)
        where i.collection_id = $1 and i.position = o.position and i.status = 0 and i.product_id is null
        returning i.status
        """;

    private const string LockPage = """
        select total from collections where id = $1 and state = 0 and listing_page = $2 and not listing_done for update
        """;

    private const string WriteLinksHead = """
        update collections set failed = failed + $2, calls = calls + $3, not_before = greatest(not_before, $4)
        where id = $1
        """;

    private const string MoveCursor = """
        update collections
        set listing_page = listing_page + 1, listing_walk = $3, listing_cursor = $4, listing_done = $5, listing_attempts = 0,
            not_before = null, calls = calls + 1, error = coalesce(error, $6), total = total + $2
        where id = $1
        """;

    // A list that moves while it is read may show a product twice.
    private const string InsertListed = """
        insert into collection_items (collection_id, position, input, is_link, product_id, status, attempts, not_before)
        select $1, $2 + row_number() over (order by l.n), l.id, false, l.id, 0, 0, $4
        from (
            select u.id, min(u.n) as n from unnest($3::text[]) with ordinality as u (id, n) group by u.id) as l
        where not exists (select 1 from collection_items i where i.collection_id = $1 and i.product_id = l.id)
        """;

    private const string PutOffPage = """
        update collections
        set listing_attempts = listing_attempts + $4, not_before = $3, calls = calls + $4
        where id = $1 and state = 0 and listing_page = $2 and not listing_done
        """;

    private const string EndListing = """
        update collections
        set listing_done = true, error = $3, not_before = null, calls = calls + $4
        where id = $1 and state = 0 and listing_page = $2 and not listing_done
        """;

    /// <summary>Links to follow, in their order.</summary>
    public async Task<IReadOnlyList<DueLink>> Links(Guid id, DateTimeOffset now, int limit, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(SelectLinks, id, now, limit)
            .Read(static row => new DueLink(row.GetInt32(0), row.GetString(1), row.GetInt16(2)), ct);
    }

    /// <summary>Products to ask for, each once, in the order of the items.</summary>
    public async Task<IReadOnlyList<DueProduct>> Products(Guid id, DateTimeOffset now, int limit, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(SelectProducts, id, now, limit)
            .Read(static row => new DueProduct(row.GetString(0), row.GetInt16(1)), ct);
    }

    /// <summary>Writes what came of links.</summary>
    public async Task Write(Guid id, LinkRound round, DateTimeOffset now, CancellationToken ct)
    {
        var links = round.Links;
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await CollectionTable.IsRunning(connection, id, ct))
        {
            return;
        }

        var written = await connection
            .Statement(
                WriteLinks,
                id,
                links.Select(one => one.Position).ToArray(),
                links.Select(one => one.ProductId).ToArray(),
                links.Select(one => one.RetryAt is null).ToArray(),
                links.Select(one => (one.RetryAt ?? now).UtcDateTime).ToArray(),
                links.Select(one => (short)((int?)one.Failure?.Kind ?? -1)).ToArray(),
                links.Select(one => (short)((int?)one.Failure?.Reason ?? -1)).ToArray(),
                links.Select(one => one.Failure?.Detail).ToArray(),
                // What the hub itself held back is no attempt.
                links.Select(one => (short)(one.Failure is { IsHeldBack: true } ? 0 : 1)).ToArray(),
                now
            )
            .Read(static row => (CollectionItemStatus)row.GetInt16(0), ct);
        var failed = written.Count(static status => status == CollectionItemStatus.Failed);
        await connection.Execute(WriteLinksHead, ct, id, failed, round.Calls, round.PausedUntil);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Adds what stood on a page of the shop's list and moves the checkpoint.</summary>
    /// <param name="row">The collection with the checkpoint that the page was asked by.</param>
    /// <param name="ids">The products on the page.</param>
    /// <param name="after">How far the list is read then, from how many of them are new to the collection.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels the statements.</param>
    public async Task WritePage(
        CollectionRow row,
        string[] ids,
        Func<int, ListingStep> after,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var id = row.Shown.Id;
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var head = connection.Statement(LockPage, id, row.ListingPage);
        if (await head.ExecuteScalarAsync(ct) is not int total)
        {
            // Another owner has read the page, or the collection was cancelled.
            return;
        }

        var distinct = ids.Distinct(StringComparer.Ordinal).ToArray();
        var added = await connection.Execute(InsertListed, ct, id, total, distinct, now);
        var step = after(added);
        await connection.Execute(MoveCursor, ct, id, added, step.Walk, step.Cursor, step.IsDone, step.Gap);
        await transaction.CommitAsync(ct);
    }

    /// <summary>A page failed for a passing reason: it is asked for again.</summary>
    /// <param name="row">The collection with its checkpoint.</param>
    /// <param name="until">When.</param>
    /// <param name="calls">1 where the platform was asked, else 0: then it was no attempt.</param>
    /// <param name="ct">Ends the wait for the database.</param>
    public Task PutOff(CollectionRow row, DateTimeOffset until, int calls, CancellationToken ct) =>
        WriteHead(PutOffPage, ct, row.Shown.Id, row.ListingPage, until, calls);

    /// <summary>The list cannot be read on; what it gave so far is collected.</summary>
    /// <param name="row">The collection with its checkpoint.</param>
    /// <param name="error">Why.</param>
    /// <param name="calls">Calls that were made to find out.</param>
    /// <param name="ct">Cancels the statement.</param>
    public Task EndList(CollectionRow row, string error, int calls, CancellationToken ct) =>
        WriteHead(EndListing, ct, row.Shown.Id, row.ListingPage, error, calls);

    private async Task WriteHead(string sql, CancellationToken ct, params object?[] values)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await connection.Execute(sql, ct, values);
    }
}
