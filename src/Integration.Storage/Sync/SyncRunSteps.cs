using Integration.Databases;
using Npgsql;

namespace Integration.Sync;

/// <summary>The progress of a run, inside the transaction of its page. Whoever writes locks the run's row first.</summary>
internal static class SyncRunSteps
{
    private const string Take = """
        select mode from sync_runs where id = $1 and state = 0 and epoch = $2 and pages = $3 for update
        """;

    private const string Move = """
        update sync_runs
        set pages = pages + 1, checkpoint = $2, seen = seen + $3, created = created + $4, changed = changed + $5,
            unchanged = unchanged + $6, failed = failed + $7, calls = calls + $8, expected = coalesce($9::bigint, expected),
            progress_at = $10, error = null
        where id = $1
        """;

    private const string NoteMarks = """
        update sync_states set marks = $3 where shop = $1 and kind = $2 and marks is distinct from $3
        """;

    private const string NoteSeen = "insert into sync_seen (run_id, page, ids) values ($1, $2, $3)";

    /// <summary>The run's mode; null where it has another owner, stands elsewhere or has ended.</summary>
    public static async Task<SyncMode?> Lock(NpgsqlConnection connection, SyncPageStep step, CancellationToken ct)
    {
        await using var take = connection.Statement(Take, step.Run, step.Epoch, step.Page);
        return await take.ExecuteScalarAsync(ct) is short mode ? (SyncMode)mode : null;
    }

    /// <summary>Moves the checkpoint and counts.</summary>
    public static async Task Advance(
        NpgsqlConnection connection,
        SyncPage page,
        SyncPageOutcome outcome,
        SyncMode mode,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var step = page.Step!;
        var place =
            step.After?.Invoke(outcome.Created.Count + outcome.Changed.Count)
            ?? new SyncCheckpoint(step.Checkpoint, step.Marks, step.Expected);
        await connection.Execute(
            Move,
            ct,
            step.Run,
            place.Walk,
            (long)(outcome.Created.Count + outcome.Changed.Count + outcome.Unchanged + outcome.Failed),
            (long)outcome.Created.Count,
            (long)outcome.Changed.Count,
            (long)outcome.Unchanged,
            (long)outcome.Failed,
            (long)step.Calls,
            place.Expected,
            now
        );
        if (place.Marks is not null)
        {
            await connection.Execute(NoteMarks, ct, page.Shop, (short)page.Kind, place.Marks);
        }

        // A row that cannot be read is there all the same.
        string[] unread = [.. page.Failures.Select(static one => one.Id).OfType<string>()];
        if (unread.Length > 0)
        {
            await connection.Execute(NoteThere(page.Kind), ct, page.Shop, unread);
        }

        string[] seen = [.. page.Records.Select(static one => one.Id), .. unread];
        if (mode == SyncMode.Full && seen.Length > 0)
        {
            await connection.Execute(NoteSeen, ct, step.Run, step.Page, seen);
        }
    }

    // Those that can be read lose it as they are written.
    private static string NoteThere(SyncKind kind) =>
        $"""
            update {RecordTable.Of(kind).Name} set missing_since = null, missing_generation = null
            where shop = $1 and id = any ($2) and missing_since is not null
            """;
}
