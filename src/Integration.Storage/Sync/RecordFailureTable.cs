using Integration.Databases;
using Integration.Lists;
using Integration.Platforms;
using Npgsql;

namespace Integration.Sync;

/// <summary>Records that could not be read or stored: kept with what the platform sent, and tried again apart.</summary>
public sealed class RecordFailureTable(HubDatabase database, SyncOptions options)
{
    // The same row, read again, changes nothing: its tries are counted apart.
    private const string Insert = """
        insert into record_failures (shop, kind, key, record_id, run_id, failure_kind, failure_reason, detail, raw,
            raw_type, tries, next_try_at, first_at, last_at)
        select $1, $2, i.key, i.record_id, $3, i.failure_kind, i.reason, i.detail, i.raw, i.raw_type, 0,
            case when i.record_id is not null then $4::timestamptz end, $5, $5
        from unnest($6::text[], $7::text[], $8::smallint[], $9::smallint[], $10::text[], $11::bytea[], $12::text[])
            as i (key, record_id, failure_kind, reason, detail, raw, raw_type)
        where not exists (
            select 1 from record_failures f
            where f.shop = $1 and f.key = i.key and f.raw is not distinct from i.raw and f.detail = i.detail)
        on conflict (shop, key) do update
        set run_id = excluded.run_id, failure_kind = excluded.failure_kind, failure_reason = excluded.failure_reason,
            detail = excluded.detail, raw = excluded.raw, raw_type = excluded.raw_type, last_at = excluded.last_at,
            tries = 0, next_try_at = excluded.next_try_at
        """;

    // What is kept of it already stays, and is tried soon.
    private const string InsertNamed = """
        insert into record_failures (shop, kind, key, record_id, failure_kind, failure_reason, detail, tries, next_try_at, first_at,
            last_at)
        select s.id, $2, $3, $4, $5, $6, $7, 0, $8, $9, $9 from shops s where s.id = $1
        for key share of s
        on conflict (shop, key) do update
        set next_try_at = least(coalesce(record_failures.next_try_at, excluded.next_try_at), excluded.next_try_at)
        """;

    private const string Delete = "delete from record_failures where shop = $1 and key = any ($2)";

    private const string SelectDue = """
        select record_id, tries from record_failures
        where shop = $1 and kind = $2 and next_try_at <= $3
        order by next_try_at limit $4
        """;

    private const string CountTry = """
        update record_failures
        set tries = tries + $3, detail = $4, failure_kind = $5, failure_reason = $6, last_at = $7, next_try_at = $8
        where shop = $1 and key = $2
        """;

    /// <summary>Ids of a shop's records that are due to be tried again, with the tries so far.</summary>
    public async Task<IReadOnlyList<(string Id, int Tries)>> Due(
        string shop,
        SyncKind kind,
        DateTimeOffset now,
        int limit,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection
            .Statement(SelectDue, shop, (short)kind, now, limit)
            .Read(static row => (row.GetString(0), row.GetInt32(1)), ct);
    }

    /// <summary>A record that was asked for by itself could not be read: it is tried again, unless its shop is gone.</summary>
    public async Task Add(
        string shop,
        SyncKind kind,
        string id,
        PlatformFailure failure,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        // The platform's own wait wins where it is the longer one.
        var wait = failure.RetryAfter > options.FirstTryWait ? failure.RetryAfter.Value : options.FirstTryWait;
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await connection.Execute(
            InsertNamed,
            ct,
            shop,
            (short)kind,
            FailedRecord.Key(kind, id),
            id,
            (short)failure.Kind,
            (short)failure.Reason,
            failure.Detail.Replace("\0", "", StringComparison.Ordinal),
            now + wait,
            now
        );
    }

    /// <summary>Another try failed: it is put off, or given up where it was tried as often as it may be.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="kind">What it is of.</param>
    /// <param name="id">The record.</param>
    /// <param name="tries">Tries before this one.</param>
    /// <param name="failure">How it failed.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    public async Task CountFailedTry(
        string shop,
        SyncKind kind,
        string id,
        int tries,
        PlatformFailure failure,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        // Where the platform was not asked, or refused the account, nothing was learnt of the record.
        var isTry =
            !failure.IsHeldBack
            && failure.Reason is not (FailureReason.AuthorisationLost or FailureReason.BadCredentials);
        var done = isTry ? tries + 1 : tries;
        var wait = failure.RetryAfter ?? options.FirstTryWait * Math.Pow(2, Math.Min(done, 20));
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await connection.Execute(
            CountTry,
            ct,
            shop,
            FailedRecord.Key(kind, id),
            done - tries,
            failure.Detail,
            (short)failure.Kind,
            (short)failure.Reason,
            now,
            done >= options.MaxTries ? null : now + wait
        );
    }

    /// <summary>Writes what could not be read inside the caller's transaction.</summary>
    internal Task Write(
        NpgsqlConnection connection,
        SyncPage page,
        IReadOnlyList<FailedRecord> failures,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (failures.Count == 0)
        {
            return Task.CompletedTask;
        }

        var once = failures
            .DistinctBy(one => one.Key(page.Kind))
            .OrderBy(one => one.Key(page.Kind), StringComparer.Ordinal)
            .ToArray();
        var raws = Array.ConvertAll(once, one => one.Raw.Body.Length <= options.MaxRawBytes ? one.Raw : null);
        return connection.Execute(
            Insert,
            ct,
            page.Shop,
            (short)page.Kind,
            page.Step?.Run,
            now + options.FirstTryWait,
            now,
            Array.ConvertAll(once, one => one.Key(page.Kind)),
            Array.ConvertAll(once, static one => one.Id),
            Array.ConvertAll(once, static one => (short)one.Failure.Kind),
            Array.ConvertAll(once, static one => (short)one.Failure.Reason),
            Array.ConvertAll(once, static one => one.Failure.Detail.Replace("\0", "", StringComparison.Ordinal)),
            Array.ConvertAll(raws, static one => one?.Body),
            Array.ConvertAll(raws, static one => one?.ContentType)
        );
    }

    /// <summary>Takes away what can be read by now.</summary>
    internal static Task Resolve(NpgsqlConnection connection, SyncPage page, CancellationToken ct) =>
        page.Records.Count == 0
            ? Task.CompletedTask
            : connection.Execute(
                Delete,
                ct,
                page.Shop,
                page.Records.Select(one => FailedRecord.Key(page.Kind, one.Id)).ToArray()
            );
}
