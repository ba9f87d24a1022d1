using Integration.Databases;
using NpgsqlTypes;

namespace Integration.Caching;

/// <summary>Look-ups in the cache by UTC day and kind of data, kept for ever: a few rows a day.</summary>
public sealed class CacheStatistics(HubDatabase database)
{
    /// <summary>Adds counts to a day.</summary>
    /// <param name="day">UTC.</param>
    /// <param name="counts">One for each kind at most.</param>
    /// <param name="ct">Cancels.</param>
    public async Task Add(DateOnly day, IReadOnlyList<CacheCount> counts, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            """
            insert into cache_statistics as s (day, kind, memory_hits, shared_hits, misses)
            select $1, kind, memory_hits, shared_hits, misses
            from unnest($2, $3, $4, $5) as c(kind, memory_hits, shared_hits, misses) order by kind
            on conflict (day, kind) do update set
                memory_hits = s.memory_hits + excluded.memory_hits,
                shared_hits = s.shared_hits + excluded.shared_hits,
                misses = s.misses + excluded.misses
            """
        );
        command.Parameters.Add(new() { Value = day });
        command.Parameters.Add(
            new()
            {
                Value = counts.Select(static count => count.Kind).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            }
        );
        foreach (var pick in s_figures)
        {
            command.Parameters.Add(
                new() { Value = counts.Select(pick).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint }
            );
        }

        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The counts of the days from one to another, both included, oldest first, then by kind.</summary>
    public async Task<IReadOnlyList<(DateOnly Day, CacheCount Count)>> Read(
        DateOnly from,
        DateOnly to,
        CancellationToken ct
    )
    {
        await using var command = database.Reads.CreateCommand(
            """
            select day, kind, memory_hits, shared_hits, misses from cache_statistics
            where day between $1 and $2 order by day, kind
            """
        );
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<(DateOnly, CacheCount)>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(
                (
                    reader.GetFieldValue<DateOnly>(0),
                    new(reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4))
                )
            );
        }

        return found;
    }

    /// <summary>The counts of all days together, by kind.</summary>
    public async Task<IReadOnlyList<CacheCount>> Totals(CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            """
            select kind, sum(memory_hits)::bigint, sum(shared_hits)::bigint, sum(misses)::bigint
            from cache_statistics group by kind order by kind
            """
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<CacheCount>();
        while (await reader.ReadAsync(ct))
        {
            found.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3)));
        }

        return found;
    }

    private static readonly Func<CacheCount, long>[] s_figures =
    [
        static count => count.MemoryHits,
        static count => count.SharedHits,
        static count => count.Misses,
    ];
}
