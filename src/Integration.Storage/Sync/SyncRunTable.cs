using Integration.Databases;
using Integration.Lists;
using Integration.Problems;
using Npgsql;

namespace Integration.Sync;

/// <summary>The rows of sync runs: begun, taken over and ended. One of a kind runs for a shop, because the table says so (P3).</summary>
public sealed class SyncRunTable(HubDatabase database)
{
    internal const string Columns = """
        id, shop, kind, mode, state, window_from, window_to, pages, seen, created, changed, unchanged, failed, deleted, calls,
            expected, error, started_by, started_at, progress_at, finished_at, epoch, generation, checkpoint
        """;

    // Whoever comes second waits for the first one's commit and then finds its row.
    private const string Insert = $"""
        insert into sync_runs (id, shop, kind, mode, state, epoch, generation, window_from, window_to, checkpoint, started_by,
            started_at)
        select $1, $2, $3, $4, 0, 1, s.generation + case when $4 = 1 then 1 else 0 end, $5::timestamptz, $6::timestamptz,
            $7::text, $8, $9
        from sync_states s where s.shop = $2 and s.kind = $3
        on conflict (shop, kind) where state = 0 do nothing
        returning {Columns}
        """;

    // Until the caller's commit it cannot be deleted, which would take away what is written here and end its runs.
    private const string LockShop = "select 1 from shops where id = $1 for key share";

    private const string MakeState =
        "insert into sync_states (shop, kind) values ($1, $2) on conflict (shop, kind) do nothing";

    private const string NoteStart = """
        update sync_states set run_id = $3, status = 0, marks = coalesce($4::text, marks)
        where shop = $1 and kind = $2 and ($5::boolean or marks is not distinct from $6::text)
        """;

    private const string SelectRunning = $"select {Columns} from sync_runs where shop = $1 and kind = $2 and state = 0";

    private const string TakeOverSql = $"""
        update sync_runs set epoch = epoch + 1 where id = $1 and state = 0 returning {Columns}
        """;

    private const string Stand = """
        update sync_runs set checkpoint = $4, error = $5::text, calls = calls + $6
        where id = $1 and state = 0 and epoch = $2 and pages = $3
        """;

    private const string End = $"""
        update sync_runs set state = $2, error = $3::text, finished_at = $4
        where id = $1 and state = 0 and ($5::bigint is null or epoch = $5)
        returning {Columns}
        """;

    private const string NoteEnd = """
        update sync_states
        set status = $4,
            last_sync_at = case when $4 = 1 and $5 < 2 then $6 else last_sync_at end,
            last_full_sync_at = case when $4 = 1 and $5 = 1 then $6 else last_full_sync_at end,
            window_end = coalesce($7::timestamptz, window_end),
            generation = case when $8 then $9 else generation end,
            marks = coalesce($10::text, marks)
        where shop = $1 and kind = $2 and run_id = $3
        """;

    /// <summary>Begins a run inside the caller's transaction.</summary>
    /// <returns>The run with epoch 1; 404 where there is no such shop, 409 where one of the kind runs for it, 503 where one has ended since it was planned.</returns>
    public static async Task<Outcome<SyncRun>> Begin(
        NpgsqlConnection connection,
        SyncRunStart start,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if ((await connection.Statement(LockShop, start.Shop).Read(static row => row.GetInt32(0), ct)).Count == 0)
        {
            return new Problem("not-found", 404, $"There is no shop '{start.Shop}' any more.");
        }

        await connection.Execute(MakeState, ct, start.Shop, (short)start.Kind);
        var begun = await connection
            .Statement(
                Insert,
                start.Id,
                start.Shop,
                (short)start.Kind,
                (short)start.Mode,
                start.WindowFrom,
                start.WindowTo,
                start.Checkpoint,
                start.StartedBy,
                now
            )
            .Read(row => Read(row, now), ct);
        if (begun is [var run])
        {
            var noted = await connection.Execute(
                NoteStart,
                ct,
                start.Shop,
                (short)start.Kind,
                start.Id,
                start.Marks,
                !start.FollowsMarks,
                start.MarksBefore
            );
            return noted == 1
                ? run
                : new Problem("try-later", 503, "Another run has ended at this moment; start again.")
                {
                    RetryAfter = TimeSpan.FromSeconds(1),
                };
        }

        var running = await connection
            .Statement(SelectRunning, start.Shop, (short)start.Kind)
            .Read(static row => row.GetGuid(0), ct);
        var kind = start.Kind.ToString().ToLowerInvariant();
        return new Problem(
            "sync-running",
            409,
            running is [var other]
                ? $"The sync run '{other}' of the {kind} of '{start.Shop}' still runs; follow it, or stop it first."
                : $"A sync run of the {kind} of '{start.Shop}' was just under way; start again."
        );
    }

    /// <summary>Becomes the owner of a run: what the owner before still writes finds no row.</summary>
    /// <returns>The run with its checkpoint and the new epoch; null where it does not run.</returns>
    public async Task<SyncRun?> TakeOver(Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return (await connection.Statement(TakeOverSql, id).Read(row => Read(row, now), ct)) is [var run] ? run : null;
    }

    /// <summary>Keeps where a run stands after an answer that brought no page.</summary>
    /// <param name="run">The run, as its owner has it.</param>
    /// <param name="pages">Pages written.</param>
    /// <param name="checkpoint">Where it goes on, in the words of the walk.</param>
    /// <param name="why">Why there was no page, for people; null where it goes on.</param>
    /// <param name="calls">Calls that were made.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>False where it has another owner, stands elsewhere or has ended.</returns>
    public async Task<bool> NoteStand(
        SyncRun run,
        long pages,
        string checkpoint,
        string? why,
        int calls,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return await connection.Execute(Stand, ct, run.Shown.Id, run.Epoch, pages, checkpoint, why, (long)calls) == 1;
    }

    /// <summary>The run of a kind that is not over; null where there is none.</summary>
    public async Task<SyncRun?> FindRunning(string shop, SyncKind kind, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var running = await connection.Statement(SelectRunning, shop, (short)kind).Read(row => Read(row, now), ct);
        return running is [var run] ? run : null;
    }

    /// <summary>Ends a run inside the caller's transaction.</summary>
    /// <param name="connection">With the transaction.</param>
    /// <param name="id">The run.</param>
    /// <param name="epoch">The owner's epoch; null for somebody who stops it from outside.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The run; null where it has ended, or has another owner.</returns>
    public static async Task<SyncRun?> Finish(
        NpgsqlConnection connection,
        Guid id,
        long? epoch,
        SyncRunEnd end,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var ended = await connection
            .Statement(End, id, (short)end.State, end.Error, now, epoch)
            .Read(row => Read(row, now), ct);
        if (ended is not [var run])
        {
            return null;
        }

        await connection.Execute(
            NoteEnd,
            ct,
            run.Shown.Shop,
            (short)run.Shown.Kind,
            id,
            (short)end.State,
            (short)run.Shown.Mode,
            now,
            end.WindowEnd,
            end.IsExhaustive && run.Shown.Mode == SyncMode.Full,
            run.Generation,
            end.Marks
        );
        await connection.Execute("delete from sync_seen where run_id = $1", ct, id);
        return run;
    }

    /// <summary>The run; null when there is none.</summary>
    public async Task<SyncRun?> Find(Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        return
            (
                await connection
                    .Statement($"select {Columns} from sync_runs where id = $1", id)
                    .Read(row => Read(row, now), ct)
            )
                is [var run]
            ? run
            : null;
    }

    internal static SyncRun Read(NpgsqlDataReader row, DateTimeOffset now)
    {
        var (seen, expected) = (row.GetInt64(8), row.IsDBNull(15) ? (long?)null : row.GetInt64(15));
        var (state, started) = ((SyncRunState)row.GetInt16(4), row.GetFieldValue<DateTimeOffset>(18));
        var shown = new SyncRunResource
        {
            Id = row.GetGuid(0),
            Shop = row.GetString(1),
            Kind = (SyncKind)row.GetInt16(2),
            Mode = (SyncMode)row.GetInt16(3),
            State = state,
            WindowFrom = row.InstantOrNull(5),
            WindowTo = row.InstantOrNull(6),
            Pages = row.GetInt64(7),
            Seen = seen,
            Created = row.GetInt64(9),
            Changed = row.GetInt64(10),
            Unchanged = row.GetInt64(11),
            Failed = row.GetInt64(12),
            Deleted = row.GetInt64(13),
            Calls = row.GetInt64(14),
            Expected = expected,
            EstimatedEnd =
                state == SyncRunState.Running && seen > 0 && expected > seen
                    ? now + ((now - started) * ((double)(expected.Value - seen) / seen))
                    : null,
            Error = row.TextOrNull(16),
            StartedBy = row.GetString(17),
            StartedAt = started,
            ProgressAt = row.InstantOrNull(19),
            FinishedAt = row.InstantOrNull(20),
        };
        return new SyncRun(shown, row.GetInt64(21), row.GetInt64(22), row.TextOrNull(23));
    }
}
