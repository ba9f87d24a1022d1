using System.Text.Json;
using Integration.Databases;
using Integration.Lists;
using Npgsql;

namespace Integration.Alerts;

/// <summary>The engine's state with its alerts, history and notices: a step is one transaction.</summary>
public sealed class AlertTable(HubDatabase database)
{
    private const string Step =
        "update alert_engine set revision = revision + 1, writer = $2, state = $3 where revision = $1";

    private const string Upsert = """
        insert into alerts (id, key, rule, severity, phase, entry, words)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
        on conflict (id) do update set severity = excluded.severity, phase = excluded.phase, entry = excluded.entry,
            words = excluded.words
        """;

    private const string History = """
        insert into alert_history (id, at, alert_id, key, rule, severity, change, value, actor)
        select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::double precision[], $9::text[])
        """;

    private const string Notices = """
        insert into alert_notices (id, at, notice) select * from unnest($1::text[], $2::timestamptz[], $3::text[])
        on conflict do nothing
        """;

    private const string Queue = """
        insert into notice_queue (channel, id, notice)
        select channel, id, notice from unnest($1::text[], $2::text[], $3::text[]) with ordinality as q (channel, id, notice, n)
        order by n
        on conflict do nothing
        """;

    /// <summary>The state of the last commit.</summary>
    public async Task<StoredAlerts> Load(CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        // Both in one snapshot: a step between two reads would give alerts of another revision.
        await using var snapshot = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead,
            ct
        );
        await using var engine = new NpgsqlCommand("select revision, state from alert_engine", connection);
        var stored = (
            await engine.Read(
                static reader => new StoredAlerts(reader.GetInt64(0), Read<AlertState>(reader.GetString(1))),
                ct
            )
        )[0];
        await using var alerts = new NpgsqlCommand("select entry from alerts", connection);
        var entries = await alerts.Read(static reader => Read<AlertEntry>(reader.GetString(0)), ct);
        return stored with
        {
            State = stored.State with { Alerts = stored.State.Alerts.AddRange(entries.Select(Keyed)) },
        };
    }

    /// <summary>Stores a step in a transaction of its own.</summary>
    public async Task<AlertCommitResult> Commit(AlertCommit commit, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await Write(connection, commit, ct);
        if (result != AlertCommitResult.Stored)
            return result;
        try
        {
            await transaction.CommitAsync(ct);
            return result;
        }
        catch (Exception exception)
            when (exception is NpgsqlException or OperationCanceledException or TimeoutException)
        {
            return AlertCommitResult.Unknown;
        }
    }

    /// <summary>The revision that is stored, and whose commit made it.</summary>
    public async Task<(long Revision, Guid Writer)> Stamp(CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand("select revision, writer from alert_engine");
        return (await command.Read(static reader => (reader.GetInt64(0), reader.GetGuid(1)), ct))[0];
    }

    /// <summary>Stores a step inside the caller's transaction, which is to be rolled back unless the answer is stored.</summary>
    public static async Task<AlertCommitResult> Write(
        NpgsqlConnection connection,
        AlertCommit commit,
        CancellationToken ct
    )
    {
        // Alerts have rows of their own.
        var state = commit.State with
        {
            Alerts = commit.State.Alerts.Clear(),
        };
        if (await connection.Execute(Step, ct, commit.Revision, commit.Writer, Json(state)) == 0)
            return AlertCommitResult.Stale;
        await WriteAlerts(connection, commit, ct);
        await WriteHistory(connection, commit.History, ct);
        await WriteNotices(connection, commit, ct);
        return AlertCommitResult.Stored;
    }

    /// <summary>Something that was to be told; null when it is not there, or not any more.</summary>
    public async Task<AlertNotice?> FindNotice(string id, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand("select notice from alert_notices where id = $1");
        command.Parameters.Add(new() { Value = id });
        return await command.ExecuteScalarAsync(ct) is string json ? Read<AlertNotice>(json) : null;
    }

    private static async Task WriteAlerts(NpgsqlConnection connection, AlertCommit commit, CancellationToken ct)
    {
        var rows = commit.Changed;
        if (rows.Count > 0)
        {
            await connection.Execute(
                Upsert,
                ct,
                Column(rows, static row => row.Id),
                Column(rows, static row => Storable(row.Key)),
                Column(rows, static row => row.Rule.Id),
                Column(rows, static row => AlertNames.Of(row.Rule.Severity)),
                Column(rows, static row => AlertNames.Of(row.Entry.Phase)),
                Column(rows, static row => Json(row.Entry)),
                Column(rows, static row => Json(AlertWords.Of(row.Rule)))
            );
        }

        if (commit.Gone.Count > 0)
            await connection.Execute("delete from alerts where id = any($1)", ct, (object)commit.Gone.ToArray());
    }

    private static async Task WriteHistory(
        NpgsqlConnection connection,
        IReadOnlyList<AlertHistoryEntry> entries,
        CancellationToken ct
    )
    {
        if (entries.Count == 0)
            return;
        await connection.Execute(
            History,
            ct,
            Column(entries, static entry => entry.Id),
            Column(entries, static entry => entry.At.UtcDateTime),
            Column(entries, static entry => entry.AlertId),
            Column(entries, static entry => Storable(entry.Key)),
            Column(entries, static entry => entry.Rule),
            Column(entries, static entry => entry.Severity),
            Column(entries, static entry => entry.Change),
            Column(entries, static entry => entry.Value),
            Column(entries, static entry => entry.Actor)
        );
    }

    private static async Task WriteNotices(NpgsqlConnection connection, AlertCommit commit, CancellationToken ct)
    {
        if (commit.Notices.Count > 0)
        {
            await connection.Execute(
                Notices,
                ct,
                Column(commit.Notices, static notice => notice.Id),
                Column(commit.Notices, static notice => notice.At.UtcDateTime),
                Column(commit.Notices, Json)
            );
        }

        if (commit.Queued.Count > 0)
        {
            await connection.Execute(
                Queue,
                ct,
                Column(commit.Queued, static queued => queued.Channel),
                Column(commit.Queued, static queued => queued.Id),
                Column(commit.Queued, static queued => queued.Notice)
            );
        }
    }

    private static KeyValuePair<string, AlertEntry> Keyed(AlertEntry entry) =>
        new(AlertLabels.Key(entry.Rule, entry.Labels), entry);

    // For people alone; a text column holds no NUL, which a name from outside may bring.
    private static string Storable(string key) => key.Replace('\0', '\uFFFD');

    private static TColumn[] Column<TRow, TColumn>(IReadOnlyList<TRow> rows, Func<TRow, TColumn> read) =>
        [.. rows.Select(read)];

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, AlertJson.Options);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, AlertJson.Options)!;
}
