using System.Text.Json;
using Integration.Databases;
using Integration.Delivery;
using Integration.Intake;
using Integration.Lists;
using Integration.Orders;
using Integration.Time;
using Npgsql;

namespace Integration.Sync;

/// <summary>
/// After the last page of a full run, before its end: what it has not seen is missing, and what was missing before and seen by
/// nobody since counts as deleted. In steps: a step leaves behind nothing that the next one finds again, so it may begin anew.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="append">Appends the events.</param>
/// <param name="options">How much a step does, and what is kept.</param>
/// <param name="ids">Makes the events' ids.</param>
public sealed class SyncDeletes(HubDatabase database, EventAppend append, SyncOptions options, IIdGenerator ids)
{
    private const int MaxRetries = 5;

    private const string Lock = $"""
        select {SyncRunTable.Columns} from sync_runs where id = $1 and state = 0 and epoch = $2 and mode = 1 for update
        """;

    // What was written since the run began has been seen, by this run or by somebody else.
    private const string Select = """
        select o.id, o.version, o.status, o.content, {1}, o.changed_at, o.missing_since is not null
        from {0} o
        where o.shop = $1 and o.deleted_at is null and o.missing_generation is distinct from $2 and o.read_at < $3
            and ($4::timestamptz is null or o.{2} >= $4)
            and not exists (
                select 1 from (select unnest(s.ids) as id from sync_seen s where s.run_id = $5) seen
                where seen.id = o.id)
        limit $6
        """;

    private const string Mark = """
        update {0} o set missing_since = $4, missing_generation = $5
        from unnest($2::text[], $3::bigint[]) as i (id, version)
        where o.shop = $1 and o.id = i.id and o.version = i.version
        """;

    private const string Delete = """
        update {0} o set version = o.version + 1, deleted_at = $4, updated_at = $4
        from unnest($2::text[], $3::bigint[]) as i (id, version)
        where o.shop = $1 and o.id = i.id and o.version = i.version - 1
        """;

    private const string Count = "update sync_runs set deleted = deleted + $2, progress_at = $3 where id = $1";

    /// <summary>Makes one step.</summary>
    /// <param name="run">The run, which has read its last page.</param>
    /// <param name="platform">The platform's name.</param>
    /// <param name="reach">What the run could see at all.</param>
    /// <param name="routing">The silo's routing table.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels before the commit.</param>
    public async Task<SyncDeletesOutcome> Step(
        SyncRun run,
        string platform,
        SyncReach reach,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        for (var left = MaxRetries; ; left--)
        {
            try
            {
                return await StepOnce(run, platform, reach, routing, now, ct);
            }
            catch (LostRaceException) when (left > 0)
            {
                // One of them was seen meanwhile.
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsPassing(e))
            {
                // A deadlock or a lost race.
            }
        }
    }

    private async Task<SyncDeletesOutcome> StepOnce(
        SyncRun run,
        string platform,
        SyncReach reach,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        // Not by the pool of the writers: what a run has seen is hashed, which those may not.
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var locked = await connection
            .Statement(Lock, run.Shown.Id, run.Epoch)
            .Read(row => SyncRunTable.Read(row, now), ct);
        if (locked is not [var current])
        {
            return new SyncDeletesOutcome(false, routing);
        }

        var unseen = await Unseen(connection, current, reach, ct);
        var missing = unseen.Where(static one => !one.WasMissing).Select(static one => one.Record).ToArray();
        RecordChange[] deleted =
        [
            .. unseen
                .Where(static one => one.WasMissing)
                .Select(static one => one.Record with { Version = one.Record.Version + 1 })
                .OrderBy(static one => one.Id, StringComparer.Ordinal),
        ];
        var (shop, kind) = (current.Shown.Shop, current.Shown.Kind);
        var table = RecordTable.Of(kind).Name;
        await Update(connection, Sql(Mark, table), shop, missing, now, ct, current.Generation);
        await Update(connection, Sql(Delete, table), shop, deleted, now, ct);
        await RecordVersions.Write(connection, shop, kind, deleted, options.KeptVersions, now, ct);
        await connection.Execute(Count, ct, current.Shown.Id, (long)deleted.Length, now);
        var events = new SyncEvents(shop, platform, kind, now, ids);
        var (appended, newest) = await events.Append(connection, append, deleted, [], routing, ct);
        await transaction.CommitAsync(ct);
        return new SyncDeletesOutcome(true, newest)
        {
            HasMore = unseen.Count == options.DeleteBatch,
            Missing = missing.Length,
            Deleted = deleted.Length,
            Events = appended,
        };
    }

    private async Task<List<(RecordChange Record, bool WasMissing)>> Unseen(
        NpgsqlConnection connection,
        SyncRun run,
        SyncReach reach,
        CancellationToken ct
    )
    {
        var isOrders = run.Shown.Kind == SyncKind.Orders;
        var sql = Sql(Select, RecordTable.Of(run.Shown.Kind).Name)
            .Replace("{1}", isOrders ? "o.packages" : "null::text", StringComparison.Ordinal)
            .Replace("{2}", reach.By == OrderTime.Created ? "listed_at" : "changed_at", StringComparison.Ordinal);
        return await connection
            .Statement(
                sql,
                run.Shown.Shop,
                run.Generation,
                run.Shown.StartedAt,
                reach.From,
                run.Shown.Id,
                options.DeleteBatch
            )
            .Read(static row => (Read(row), row.GetBoolean(6)), ct);
    }

    private static RecordChange Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetString(0),
            Version = row.GetInt64(1),
            Event = RecordEvent.Deleted,
            Status = row.GetInt16(2),
            Content = JsonDocument.Parse(row.GetString(3)).RootElement,
            Packages = row.TextOrNull(4),
            ChangedAt = row.InstantOrNull(5),
        };

    private static async Task Update(
        NpgsqlConnection connection,
        string sql,
        string shop,
        RecordChange[] records,
        DateTimeOffset now,
        CancellationToken ct,
        params object[] more
    )
    {
        if (records.Length == 0)
        {
            return;
        }

        object[] values =
        [
            shop,
            Array.ConvertAll(records, static one => one.Id),
            Array.ConvertAll(records, static one => one.Version),
            now,
            .. more,
        ];
        if (await connection.Execute(sql, ct, values) != records.Length)
        {
            throw new LostRaceException();
        }
    }

    private static string Sql(string text, string table) => text.Replace("{0}", table, StringComparison.Ordinal);
}
