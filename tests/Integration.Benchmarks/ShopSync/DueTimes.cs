using Npgsql;

namespace Integration.Benchmarks.ShopSync;

/// <summary>Looks into a cluster's plans while its schedules run, and at what was started in the end.</summary>
internal sealed class DueTimes(NpgsqlDataSource source)
{
    private const string SelectPlans = """
        select shop, kind, next_incremental_at from sync_states where next_incremental_at is not null
        """;

    private const string SelectStarts = """
        select shop, kind, started_at from sync_runs where started_at >= $1 and started_at < $2 order by started_at
        """;

    private const string SelectFailed = """
        select count(*) from sync_runs where started_at >= $1 and started_at < $2 and state > 1
        """;

    private const string SelectRead = """
        select count(*) from sync_states where last_sync_at is not null and status <> 0
        """;

    private readonly Dictionary<(string Shop, short Kind), SortedSet<DateTimeOffset>> _planned = [];

    /// <summary>Every time of a start that was planned, by shop and kind.</summary>
    public IReadOnlyDictionary<(string Shop, short Kind), SortedSet<DateTimeOffset>> Planned => _planned;

    /// <summary>Notes the plans as they are now. Often enough that each stands through several looks.</summary>
    public async Task Look(CancellationToken ct)
    {
        await using var command = source.CreateCommand(SelectPlans);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var key = (reader.GetString(0), reader.GetInt16(1));
            if (!_planned.TryGetValue(key, out var times))
            {
                times = [];
                _planned.Add(key, times);
            }

            times.Add(reader.GetFieldValue<DateTimeOffset>(2));
        }
    }

    /// <summary>Kinds of shops that were read at least once and are not being read.</summary>
    public Task<long> Read(CancellationToken ct) => Count(source.CreateCommand(SelectRead), ct);

    /// <summary>Runs of that time that failed or were stopped.</summary>
    public Task<long> Failed(DateTimeOffset from, DateTimeOffset to, CancellationToken ct) =>
        Count(Between(SelectFailed, from, to), ct);

    /// <summary>Runs that were started in that time.</summary>
    public async Task<IReadOnlyList<(string Shop, short Kind, DateTimeOffset At)>> Starts(
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken ct
    )
    {
        await using var command = Between(SelectStarts, from, to);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var starts = new List<(string, short, DateTimeOffset)>();
        while (await reader.ReadAsync(ct))
        {
            starts.Add((reader.GetString(0), reader.GetInt16(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return starts;
    }

    private NpgsqlCommand Between(string sql, DateTimeOffset from, DateTimeOffset to)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        return command;
    }

    private static async Task<long> Count(NpgsqlCommand command, CancellationToken ct)
    {
        await using var owned = command;
        return (long)(await owned.ExecuteScalarAsync(ct))!;
    }
}
