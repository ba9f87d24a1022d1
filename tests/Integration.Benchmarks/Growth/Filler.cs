using System.Globalization;
using Integration.Monitoring;
using Integration.Partitions;
using Npgsql;

namespace Integration.Benchmarks.Growth;

/// <summary>
/// Fills a migrated database with delivered events of the past: each day into tables without indexes that are then attached
/// as partitions, which makes their indexes at once.
/// </summary>
internal sealed class Filler(string connectionString, FillOptions options)
{
    private const string KeysPrimaryKey = "alter table event_keys add primary key (source, key_hash)";

    private static readonly (string Table, string Sql)[] Days =
    [
        ("events", FillSql.Events),
        ("deliveries", FillSql.Deliveries),
        ("attempts", FillSql.Attempts),
    ];

    private static readonly string[] Others = [FillSql.Keys, FillSql.Audit, FillSql.AppendRollups];

    /// <summary>The first day that is filled.</summary>
    public DateOnly FirstDay { get; } =
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-1 - options.Days);

    /// <summary>Fills everything; nobody else may use the database meanwhile.</summary>
    public async Task Run(CancellationToken ct)
    {
        // Many small sorts into a big index cost more than one big sort.
        await Execute("alter table event_keys drop constraint event_keys_pkey", ct);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, options.Days),
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = ct },
            async (day, token) => await FillDay(day, token)
        );
        Console.WriteLine("keys and statistics");
        await Execute(KeysPrimaryKey, ct);
        await Execute("vacuum (analyze)", ct);
        await Execute("checkpoint", ct);
    }

    private async Task FillDay(int number, CancellationToken ct)
    {
        var day = FirstDay.AddDays(number);
        var from = (long)options.Events * number / options.Days;
        var count = ((long)options.Events * (number + 1) / options.Days) - from;
        await using var connection = await Open(ct);
        foreach (var (table, sql) in Days)
        {
            var name = PartitionDays.Name(table, day);
            await Execute(
                connection,
                $"create table {name} (like {table} including defaults including constraints)",
                ct
            );
            await Insert(connection, sql.Replace("{0}", name, StringComparison.Ordinal), day, count, from, ct);
            await Attach(connection, table, day, ct);
        }

        await Execute(
            connection,
            $"create table {PartitionDays.Name("attempt_bodies", day)} (like attempt_bodies including defaults including constraints)",
            ct
        );
        await Attach(connection, "attempt_bodies", day, ct);
        foreach (var sql in Others)
        {
            await Insert(connection, sql, day, count, from, ct);
        }

        await Insert(connection, FillSql.OutcomeRollups, day, count, from, ct, DelayHistogram.Bins);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}: {count} events"));
    }

    private static Task Attach(NpgsqlConnection connection, string table, DateOnly day, CancellationToken ct) =>
        Execute(
            connection,
            $"alter table {table} attach partition {PartitionDays.Name(table, day)} for values from ('{PartitionDays.LowerBound(day)}') to ('{PartitionDays.LowerBound(day.AddDays(1))}')",
            ct
        );

    private static async Task Insert(
        NpgsqlConnection connection,
        string sql,
        DateOnly day,
        long count,
        long from,
        CancellationToken ct,
        int? bins = null
    )
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc) });
        command.Parameters.Add(new() { Value = count });
        command.Parameters.Add(new() { Value = from });
        if (bins is { } of)
        {
            command.Parameters.Add(new() { Value = of });
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task Execute(string sql, CancellationToken ct)
    {
        await using var connection = await Open(ct);
        await Execute(connection, sql, ct);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<NpgsqlConnection> Open(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        await Execute(
            connection,
            "set synchronous_commit = off; set maintenance_work_mem = '512MB'; set work_mem = '64MB'",
            ct
        );
        return connection;
    }
}
