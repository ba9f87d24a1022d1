using Dapper;
using Integration.Databases;
using Npgsql;

namespace Integration.Partitions;

/// <summary>
/// Makes the partitions of the days to come and drops those whose time is over. A dropped day costs nothing; deleting its
/// rows would bloat tables and stall writes.
/// </summary>
public sealed class PartitionMaintenance(HubDatabase database, RetentionOptions options, TimeProvider time)
{
    // "partiti" in ASCII.
    private const long LockKey = 0x70617274697469;
    private const int LockRetries = 100;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    // In the order in which a day is dropped: deliveries first, so that none is attempted whose event has gone.
    private IReadOnlyList<PartitionedTable> Tables { get; } =
    [
        new("deliveries", options.FirstDay),
        new("attempts", options.FirstDay),
        new("attempt_bodies", options.FirstBodyDay),
        // A delivery is made after its event, so it may belong to the day after.
        new("events", now => options.FirstDay(now).AddDays(-1)),
    ];

    /// <summary>Makes the partitions from yesterday to <see cref="RetentionOptions.DaysAhead"/> days from now.</summary>
    public async Task MakeAhead(DateTimeOffset now, CancellationToken ct)
    {
        // One silo at a time.
        await using var locked = await AdvisoryLock.Take(database.Reads, LockKey, ct);
        var connection = locked.Connection;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (var table in Tables)
        {
            var existing = (await Partitions(connection, table.Name)).ToHashSet(StringComparer.Ordinal);
            // Yesterday too: a request that came just before midnight is committed just after it.
            for (var day = today.AddDays(-1); day <= today.AddDays(options.DaysAhead); day = day.AddDays(1))
            {
                if (!existing.Contains(PartitionDays.Name(table.Name, day)))
                {
                    await Make(connection, table.Name, day, ct);
                }
            }
        }
    }

    /// <summary>The last day for which every table has a partition, null when one has none at all.</summary>
    public async Task<DateOnly?> MadeUntil(CancellationToken ct)
    {
        var days = await LastDays(ct);
        return days.Any(static table => table.Last is null) ? null : days.Min(static table => table.Last);
    }

    /// <summary>Of each table the last day for which it has a partition, null when it has none at all.</summary>
    public async Task<IReadOnlyList<(string Table, DateOnly? Last)>> LastDays(CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var partitions = await connection.QueryAsync<(string Table, string Name)>(
            new CommandDefinition(
                """
                select p.relname, c.relname from pg_inherits i
                join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
                where i.inhparent = any (@tables::regclass[])
                """,
                new { tables = Tables.Select(static table => table.Name).ToArray() },
                cancellationToken: ct
            )
        );
        var days = partitions.ToLookup(
            static partition => partition.Table,
            static partition => PartitionDays.DayOf(partition.Table, partition.Name),
            StringComparer.Ordinal
        );
        return [.. Tables.Select(table => (table.Name, days[table.Name].Max()))];
    }

    /// <summary>
    /// Partitions whose retention has ended, oldest first; also those that a crash left detached and not yet dropped.
    /// </summary>
    public async Task<IReadOnlyList<(string Table, string Partition)>> Expired(DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var expired = new List<(string, string)>();
        foreach (var table in Tables)
        {
            var keepFrom = table.FirstDay(now);
            expired.AddRange(
                (await Days(connection, table.Name))
                    .Where(name => PartitionDays.DayOf(table.Name, name) < keepFrom)
                    .Order(StringComparer.Ordinal)
                    .Select(name => (table.Name, name))
            );
        }

        return expired;
    }

    /// <summary>
    /// Detaches a partition without stopping writers, then drops it. Safe to repeat after a crash half-way.
    /// </summary>
    /// <returns>False when a day of deliveries still holds pending ones: they must end first, nothing was done.</returns>
    public async Task<bool> Drop(string table, string partition, CancellationToken ct)
    {
        // One silo at a time.
        await using var locked = await AdvisoryLock.Take(database.Reads, LockKey, ct);
        var connection = locked.Connection;
        if (table == "deliveries" && await HasPending(connection, partition))
        {
            return false;
        }

        var state = await connection.QuerySingleOrDefaultAsync<bool?>(
            """
            select i.inhdetachpending from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = @table::regclass and c.relname = @partition
            """,
            new { table, partition }
        );
        if (state is { } pending)
        {
            // Outside a transaction, as PostgreSQL demands; FINALIZE ends what a crash left half done.
            var how = pending ? "finalize" : "concurrently";
            await connection.ExecuteAsync($"alter table {table} detach partition {partition} {how}");
        }

        await WithLock(connection, $"drop table if exists {partition}", ct);
        return true;
    }

    // A row that another transaction held was passed over when the day's rows ended, and may be pending after it.
    private static async Task<bool> HasPending(NpgsqlConnection connection, string partition) =>
        await connection.ExecuteScalarAsync<bool>($"select to_regclass('{partition}') is not null")
        && await connection.ExecuteScalarAsync<bool>($"select exists (select 1 from {partition} where status = 0)");

    private static Task<IEnumerable<string>> Partitions(NpgsqlConnection connection, string table) =>
        connection.QueryAsync<string>(
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = @table::regclass
            """,
            new { table }
        );

    // By name and not by parent: a day that was detached has no parent any more.
    private static Task<IEnumerable<string>> Days(NpgsqlConnection connection, string table) =>
        connection.QueryAsync<string>(
            """
            select c.relname from pg_class c join pg_class p on p.relnamespace = c.relnamespace
            where p.oid = @table::regclass and c.relkind = 'r' and starts_with(c.relname, @table || '_')
            """,
            new { table }
        );

    // CREATE then ATTACH: the parent is locked only while the finished table is hung in, and no row needs checking.
    private async Task Make(NpgsqlConnection connection, string table, DateOnly day, CancellationToken ct)
    {
        var name = PartitionDays.Name(table, day);
        var from = PartitionDays.LowerBound(day);
        var to = PartitionDays.LowerBound(day.AddDays(1));
        await connection.ExecuteAsync(
            $"create table if not exists {name} (like {table} including defaults including constraints including indexes)"
        );
        await WithLock(
            connection,
            $"alter table {table} attach partition {name} for values from ('{from}') to ('{to}')",
            ct
        );
    }

    // A statement that waits for a table's lock makes every later writer wait behind it: so it waits briefly, and often.
    private async Task WithLock(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await connection.ExecuteAsync($"set lock_timeout = '50ms'; {sql}; reset lock_timeout");
                return;
            }
            catch (PostgresException e)
                when (e.SqlState == PostgresErrorCodes.LockNotAvailable && attempt < LockRetries)
            {
                await Task.Delay(LockPause, time, ct);
            }
        }
    }
}
