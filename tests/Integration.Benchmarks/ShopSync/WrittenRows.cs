using Npgsql;

namespace Integration.Benchmarks.ShopSync;

/// <summary>Rows that a database has inserted, changed and deleted, by table, as its own statistics count them.</summary>
internal sealed class WrittenRows(string connectionString)
{
    // A session that has become idle tells its counts after 10 s at the latest.
    private static readonly TimeSpan s_untilTold = TimeSpan.FromSeconds(12);

    /// <summary>What was written so far.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Read(CancellationToken ct)
    {
        await Task.Delay(s_untilTold, TimeProvider.System, ct);
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables"
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync(ct))
        {
            rows[reader.GetString(0)] = reader.GetInt64(1);
        }

        return rows;
    }

    /// <summary>What was written between two readings, of tables that were written at all.</summary>
    public static IReadOnlyDictionary<string, long> Between(
        IReadOnlyDictionary<string, long> before,
        IReadOnlyDictionary<string, long> after
    ) =>
        after
            .Select(one => (one.Key, Rows: one.Value - before.GetValueOrDefault(one.Key)))
            .Where(static one => one.Rows > 0)
            .ToDictionary(static one => one.Key, static one => one.Rows, StringComparer.Ordinal);
}
