using Integration.Databases;
using Integration.Lists;
using Integration.Platforms;
using Integration.Problems;
using Integration.Time;
using Npgsql;

namespace Integration.Collections;

/// <summary>The rows of collections: begun, cancelled, ended, and found when they are due.</summary>
public sealed class CollectionTable(HubDatabase database, CollectionOptions options)
{
    internal const string Columns = """
        id, account, platform, state, shop, languages, currency, max_age_ms, total, collected, unchanged, fresh, failed,
        cancelled, calls, listing_page, listing_cursor, listing_done, listing_attempts, not_before, error, created_by,
        created_at, finished_at, country, listing_walk
        """;

    private const string Insert = """
        insert into collections (id, account, platform, shop, languages, currency, max_age_ms, state, total, listing_done,
            created_by, created_at, country)
        values ($1, $2, $3, $4, $5, $6, $7, 0, $8, not $4, $9, $10, $11)
        on conflict do nothing
        """;

    private const string InsertItems = """
        insert into collection_items (collection_id, position, input, is_link, product_id, status, attempts, not_before)
        select $1, i.position, i.input, i.is_link, case when i.is_link then null else i.input end, 0, 0, $4
        from unnest($2::text[], $3::boolean[]) with ordinality as i (input, is_link, position)
        """;

    // "collects" in ASCII.
    private const long StartKey = 0x636F6C6C65637473;

    private const string CancelItems = """
        update collection_items set status = 5, finished_at = $2 where collection_id = $1 and status = 0
        """;

    private const string CancelHead = """
        update collections set state = 2, cancelled = cancelled + $2, finished_at = $3 where id = $1
        """;

    private const string FailItems = """
        update collection_items
        set status = 4, failure_kind = $2, failure_reason = $3, detail = $4, finished_at = $5
        where collection_id = $1 and status = 0
        """;

    private const string FailHead = """
        update collections set failed = failed + $2, error = $3, listing_done = true where id = $1
        """;

    private const string FinishHead = """
        update collections c
        set state = case when error is null then 1 else 3 end, finished_at = $2, not_before = null
        where id = $1 and state = 0 and listing_done
            and not exists (select 1 from collection_items i where i.collection_id = c.id and i.status = 0)
        """;

    // Ids only, one index probe a running collection. One with nothing left waits for its end to be written.
    private const string DueIds = """
        select c.id from collections c
        where c.state = 0 and (c.not_before is null or c.not_before <= $1)
            and (not c.listing_done
                or exists (select 1 from collection_items i
                    where i.collection_id = c.id and i.status = 0 and i.not_before <= $1)
                or not exists (select 1 from collection_items i where i.collection_id = c.id and i.status = 0))
        order by c.id limit 1000
        """;

    private static readonly string StartLock = $"select pg_advisory_xact_lock({StartKey})";

    /// <summary>Stores a collection with its items inside the caller's transaction.</summary>
    /// <param name="connection">With the transaction.</param>
    /// <param name="row">Counters at zero.</param>
    /// <param name="ids">Ids, in their order.</param>
    /// <param name="links">Pasted links, behind them.</param>
    /// <param name="ct">Cancels the statements.</param>
    /// <returns>The collection; 503 where more run than may.</returns>
    public async Task<Outcome<CollectionResource>> Create(
        NpgsqlConnection connection,
        CollectionRow row,
        string[] ids,
        string[] links,
        CancellationToken ct
    )
    {
        // One start after the other, in a statement of its own: those at once would each count none of the others.
        await connection.Execute(StartLock, ct);
        await using (var count = connection.Statement("select count(*) from collections where state = 0"))
        {
            if (await count.ExecuteScalarAsync(ct) is long running && running >= options.MaxRunning)
            {
                return new Problem(
                    "busy",
                    503,
                    $"{running} collections run already, the limit is {options.MaxRunning}."
                )
                {
                    RetryAfter = TimeSpan.FromSeconds(30),
                };
            }
        }

        var shown = row.Shown with { Total = ids.Length + links.Length, Waiting = ids.Length + links.Length };
        var made = await connection.Execute(
            Insert,
            ct,
            shown.Id,
            shown.Account,
            shown.Platform,
            shown.Shop,
            shown.Languages,
            shown.Currency,
            (long)row.MaxAge.TotalMilliseconds,
            shown.Total,
            shown.CreatedBy,
            shown.CreatedAt,
            shown.Country
        );
        if (made == 0)
        {
            return new Problem("already-exists", 409, $"A collection '{shown.Id}' exists.");
        }

        bool[] isLink = [.. ids.Select(static _ => false), .. links.Select(static _ => true)];
        await connection.Execute(InsertItems, ct, shown.Id, (string[])[.. ids, .. links], isLink, shown.CreatedAt);
        return shown;
    }

    /// <summary>The collection; null when there is none.</summary>
    public async Task<CollectionRow?> Find(Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await Find(connection, id, now, ct);
    }

    /// <summary>Cancels what waits inside the caller's transaction; what has a result keeps it.</summary>
    /// <returns>The collection; 404 where there is none, 409 where it ended by itself.</returns>
    public static async Task<Outcome<CollectionResource>> Cancel(
        NpgsqlConnection connection,
        Guid id,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        // The head first, as everybody does who writes items: nobody can add a result in between.
        if (await IsRunning(connection, id, ct))
        {
            var items = await connection.Execute(CancelItems, ct, id, now);
            await connection.Execute(CancelHead, ct, id, items, now);
        }

        return (await Find(connection, id, now, ct))?.Shown switch
        {
            null => new Problem("not-found", 404, $"There is no collection '{id}'."),
            { State: CollectionState.Cancelled } cancelled => cancelled,
            var ended => new Problem(
                "collection-ended",
                409,
                $"The collection has ended: {ended.State.ToString().ToLowerInvariant()}; nothing waits that could be cancelled."
            ),
        };
    }

    /// <summary>Everything that waits fails for one reason: the account cannot be used.</summary>
    public async Task FailRest(Guid id, PlatformFailure failure, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await IsRunning(connection, id, ct))
        {
            return;
        }

        var items = await connection.Execute(
            FailItems,
            ct,
            id,
            (short)failure.Kind,
            (short)failure.Reason,
            failure.Detail,
            now
        );
        await connection.Execute(FailHead, ct, id, items, failure.Detail);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Ends the collection where nothing is left to do.</summary>
    /// <returns>Whether it was ended now.</returns>
    public async Task<bool> Finish(Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection.Execute(FinishHead, ct, id, now) == 1;
    }

    /// <summary>Running collections with something to do, at most 1,000.</summary>
    public async Task<IReadOnlyList<Guid>> Due(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection.Statement(DueIds, now).Read(static reader => reader.GetGuid(0), ct);
    }

    /// <summary>Locks the head of a collection; false where it does not run any more.</summary>
    internal static async Task<bool> IsRunning(NpgsqlConnection connection, Guid id, CancellationToken ct)
    {
        await using var command = connection.Statement(
            "select true from collections where id = $1 and state = 0 for update",
            id
        );
        return await command.ExecuteScalarAsync(ct) is true;
    }

    internal static CollectionRow Read(NpgsqlDataReader reader, DateTimeOffset now)
    {
        var total = reader.GetInt32(8);
        var (collected, unchanged, fresh) = (reader.GetInt32(9), reader.GetInt32(10), reader.GetInt32(11));
        var (failed, cancelled) = (reader.GetInt32(12), reader.GetInt32(13));
        var waiting = total - collected - unchanged - fresh - failed - cancelled;
        var state = (CollectionState)reader.GetInt16(3);
        var created = reader.GetFieldValue<DateTimeOffset>(22);
        var maxAge = TimeSpan.FromMilliseconds(reader.GetInt64(7));
        var shown = new CollectionResource
        {
            Id = reader.GetGuid(0),
            Account = reader.GetString(1),
            Platform = reader.GetString(2),
            State = state,
            Shop = reader.GetBoolean(4),
            Languages = reader.GetFieldValue<string[]>(5),
            Currency = reader.TextOrNull(6),
            Country = reader.TextOrNull(24),
            MaxAge = Durations.Format(maxAge),
            Total = total,
            Waiting = waiting,
            Collected = collected,
            Unchanged = unchanged,
            Fresh = fresh,
            Failed = failed,
            Cancelled = cancelled,
            Calls = reader.GetInt64(14),
            Listed = reader.GetBoolean(17),
            Error = reader.TextOrNull(20),
            EstimatedEnd =
                state == CollectionState.Running && waiting > 0 && total > waiting
                    ? now + ((now - created) * ((double)waiting / (total - waiting)))
                    : null,
            CreatedBy = reader.GetString(21),
            CreatedAt = created,
            FinishedAt = reader.InstantOrNull(23),
        };
        return new CollectionRow(shown, maxAge)
        {
            ListingPage = reader.GetInt32(15),
            ListingCursor = reader.TextOrNull(16),
            ListingWalk = reader.TextOrNull(25),
            ListingAttempts = reader.GetInt16(18),
            NotBefore = reader.InstantOrNull(19),
        };
    }

    private static async Task<CollectionRow?> Find(
        NpgsqlConnection connection,
        Guid id,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var rows = await connection
            .Statement($"select {Columns} from collections where id = $1", id)
            .Read(reader => Read(reader, now), ct);
        return rows is [var one] ? one : null;
    }
}
