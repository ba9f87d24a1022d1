using Integration.Databases;
using Integration.Intake;
using Integration.Monitoring;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Platforms;

/// <summary>Counted calls to platforms by minute and hour: adds to them and reads series from them.</summary>
public sealed class PlatformCallTable(HubDatabase database)
{
    private const string AddSql = """
        insert into platform_calls as c (span, bucket, platform, account, endpoint, writer, succeeded, transient, throttled,
            unauthorised, permanent, cache_hits, cache_misses, rate_wait_ms, duration_ms_sum, durations)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        on conflict (span, bucket, platform, account, endpoint, writer) do update
        set succeeded = c.succeeded + excluded.succeeded, transient = c.transient + excluded.transient,
            throttled = c.throttled + excluded.throttled, unauthorised = c.unauthorised + excluded.unauthorised,
            permanent = c.permanent + excluded.permanent, cache_hits = c.cache_hits + excluded.cache_hits,
            cache_misses = c.cache_misses + excluded.cache_misses, rate_wait_ms = c.rate_wait_ms + excluded.rate_wait_ms,
            duration_ms_sum = c.duration_ms_sum + excluded.duration_ms_sum,
            durations = (
                select array_agg(a + b order by n)
                from unnest(c.durations, excluded.durations) with ordinality as t (a, b, n)
            )
        """;

    // Summed here: a row for each bin, grouped again, takes five times as long.
    private static readonly string s_readSql = $"""
        select platform, case when $8 then account end, case when $9 then endpoint end, date_bin($2, bucket, 'epoch'),
            sum(succeeded)::bigint, sum(transient)::bigint, sum(throttled)::bigint, sum(unauthorised)::bigint,
            sum(permanent)::bigint, sum(cache_hits)::bigint, sum(cache_misses)::bigint, sum(rate_wait_ms)::bigint,
            sum(duration_ms_sum)::bigint, {string.Join(
            ", ",
            Enumerable.Range(1, DelayHistogram.Bins).Select(bin => $"sum(durations[{bin}])::bigint")
        )}
        from platform_calls
        where span = $1 and bucket >= $3 and bucket < $4 and ($5::text is null or platform = $5)
            and ($6::text is null or account = $6) and ($7::text is null or endpoint = $7)
        group by 1, 2, 3, 4
        order by 1, 2, 3, 4
        limit {PlatformCallQuery.MaxRows + 1}
        """;

    /// <summary>Adds what was counted, all of it or nothing.</summary>
    /// <param name="counts">By minute; hours follow from them.</param>
    /// <param name="writer">Keeps this silo's rows apart from other silos'.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <exception cref="NpgsqlException">Nothing was written, or the answer to the commit was lost.</exception>
    public async Task Add(
        IReadOnlyDictionary<PlatformCallKey, PlatformCallCounts> counts,
        short writer,
        CancellationToken ct
    )
    {
        var hours = new Dictionary<PlatformCallKey, PlatformCallCounts>();
        foreach (var (key, count) in counts)
        {
            var hour = key with { Minute = new DateTimeOffset(AppendRollup.Floor(key.Minute, TimeSpan.TicksPerHour)) };
            if (!hours.TryGetValue(hour, out var sum))
            {
                hours.Add(hour, sum = new PlatformCallCounts());
            }

            sum.Add(count);
        }

        await using var connection = await database.Outcomes.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (key, count) in InOrder(counts))
        {
            batch.BatchCommands.Add(Command("m", key, count, writer));
        }

        foreach (var (key, count) in InOrder(hours))
        {
            batch.BatchCommands.Add(Command("h", key, count, writer));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>The points of all series, in their order; at most <see cref="PlatformCallQuery.MaxRows"/> and one more.</summary>
    public async Task<IReadOnlyList<PlatformCallPoint>> Read(PlatformCallQuery query, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(s_readSql);
        var values = command.Parameters;
        values.Add(new() { Value = query.ByMinute ? "m" : "h" });
        values.Add(new() { Value = query.Step });
        values.Add(new() { Value = query.From.UtcDateTime });
        values.Add(new() { Value = query.To.UtcDateTime });
        values.Add(Text(query.Platform));
        values.Add(Text(query.Account));
        values.Add(Text(query.Endpoint));
        values.Add(new() { Value = query.ByAccount });
        values.Add(new() { Value = query.ByEndpoint });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var points = new List<PlatformCallPoint>();
        while (await reader.ReadAsync(ct))
        {
            points.Add(Point(reader));
        }

        return points;
    }

    // So that two silos that share a number take their locks in one order.
    private static IEnumerable<KeyValuePair<PlatformCallKey, PlatformCallCounts>> InOrder(
        IEnumerable<KeyValuePair<PlatformCallKey, PlatformCallCounts>> counts
    ) =>
        counts
            .OrderBy(one => one.Key.Minute)
            .ThenBy(one => one.Key.Platform, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Account, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Endpoint, StringComparer.Ordinal);

    private static PlatformCallPoint Point(NpgsqlDataReader reader)
    {
        const int FirstBin = 13;
        var durations = new long[DelayHistogram.Bins];
        for (var bin = 0; bin < durations.Length; bin++)
        {
            durations[bin] = reader.GetInt64(FirstBin + bin);
        }

        return new PlatformCallPoint(
            reader.GetString(0),
            reader.IsDBNull(1) ? null : reader.GetString(1),
            reader.IsDBNull(2) ? null : reader.GetString(2),
            reader.GetFieldValue<DateTimeOffset>(3),
            new PlatformCallFigures
            {
                Succeeded = reader.GetInt64(4),
                Transient = reader.GetInt64(5),
                Throttled = reader.GetInt64(6),
                Unauthorised = reader.GetInt64(7),
                Permanent = reader.GetInt64(8),
                CacheHits = reader.GetInt64(9),
                CacheMisses = reader.GetInt64(10),
                RateWaitMs = reader.GetInt64(11),
                DurationMsSum = reader.GetInt64(12),
                Durations = durations,
            }
        );
    }

    private static NpgsqlBatchCommand Command(
        string span,
        PlatformCallKey key,
        PlatformCallCounts counts,
        short writer
    ) =>
        new(AddSql)
        {
            Parameters =
            {
                new() { Value = span },
                new() { Value = key.Minute.UtcDateTime },
                new() { Value = key.Platform },
                new() { Value = key.Account },
                new() { Value = key.Endpoint },
                new() { Value = writer },
                new() { Value = counts.Succeeded },
                new() { Value = counts.Failed(FailureKind.Transient) },
                new() { Value = counts.Failed(FailureKind.Throttled) },
                new() { Value = counts.Failed(FailureKind.Unauthorised) },
                new() { Value = counts.Failed(FailureKind.Permanent) },
                new() { Value = counts.CacheHits },
                new() { Value = counts.CacheMisses },
                new() { Value = counts.RateWaitMilliseconds },
                new() { Value = counts.DurationMilliseconds },
                new() { Value = counts.Durations },
            },
        };

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
