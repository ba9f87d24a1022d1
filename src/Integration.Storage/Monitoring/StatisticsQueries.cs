using Integration.Databases;
using Integration.Partitions;
using Npgsql;

namespace Integration.Monitoring;

/// <summary>Reads statistics from roll-ups: minutes for ranges up to 48 h, hours for longer ones.</summary>
public sealed class StatisticsQueries(HubDatabase database)
{
    private static readonly TimeSpan MinutesReach = TimeSpan.FromDays(RetentionOptions.LeastMinuteRollupDays);

    // What a change has cancelled counts from that moment, as the rows show it: the sweeper writes it down a step at a time.
    // Both are read in one statement, so that none is missing or counted twice between them.
    private const string Sql = """
        with counted as (
            select delivered, failed, expired, cancelled, attempts, delay_ms_sum, last_push_at, delays
            from outcome_rollups
            where span = $1 and bucket >= $2 and ($3::text is null or subscriber_id = $3)
        )
        select
            coalesce((select sum(events) from append_rollups where span = $1 and bucket >= $2
                and kind = case when $3::text is null then 'source' else 'subscriber' end
                and ($3::text is null or id = $3)), 0)::bigint,
            coalesce(sum(delivered), 0)::bigint, coalesce(sum(failed), 0)::bigint, coalesce(sum(expired), 0)::bigint,
            coalesce(sum(cancelled), 0)::bigint
                + (select count(*) from subscribers s join deliveries d on d.subscriber_id = s.id
                    where s.cancelled_below < s.epoch and d.status = 0 and d.epoch < s.epoch
                    and ($3::text is null or s.id = $3)),
            coalesce(sum(attempts), 0)::bigint,
            coalesce(sum(delay_ms_sum), 0)::bigint, max(last_push_at),
            (select count(*) from deliveries d join subscribers s on s.id = d.subscriber_id
                where d.status = 0 and d.epoch >= s.epoch and ($3::text is null or d.subscriber_id = $3))
        from counted
        """;

    // A sum for each bin: one row for each bin of each hour, grouped again, takes five times as long.
    private static readonly string s_delaySql = $"""
        select {string.Join(
            ", ",
            Enumerable.Range(1, DelayHistogram.Bins).Select(bin => $"sum(delays[{bin}])::bigint")
        )}
        from outcome_rollups
        where span = $1 and bucket >= $2 and ($3::text is null or subscriber_id = $3)
        """;

    /// <summary>The statistics of a range that ends now.</summary>
    /// <param name="subscriber">Of this subscriber; null for all.</param>
    /// <param name="range">How far back; null for everything.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels the queries.</param>
    public async Task<PushStatistics> Read(
        string? subscriber,
        TimeSpan? range,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var span = range <= MinutesReach ? "m" : "h";
        var from = range is { } reach ? now - reach : DateTimeOffset.UnixEpoch;
        var delays = new long[DelayHistogram.Bins];
        await using (var command = Command(s_delaySql, span, from, subscriber))
        {
            await using var bins = await command.ExecuteReaderAsync(ct);
            await bins.ReadAsync(ct);
            for (var bin = 0; bin < delays.Length; bin++)
            {
                delays[bin] = bins.IsDBNull(bin) ? 0 : bins.GetInt64(bin);
            }
        }

        await using var totals = Command(Sql, span, from, subscriber);
        await using var reader = await totals.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var delivered = reader.GetInt64(1);
        return new PushStatistics
        {
            Events = reader.GetInt64(0),
            Delivered = delivered,
            Failed = reader.GetInt64(2),
            Expired = reader.GetInt64(3),
            Cancelled = reader.GetInt64(4),
            Attempts = reader.GetInt64(5),
            Pending = reader.GetInt64(8),
            LastPushTime = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
            AverageDelayMs = delivered == 0 ? null : Math.Round(reader.GetInt64(6) / (double)delivered, 1),
            P50Ms = DelayHistogram.Quantile(delays, 0.5),
            P99Ms = DelayHistogram.Quantile(delays, 0.99),
        };
    }

    private NpgsqlCommand Command(string sql, string span, DateTimeOffset from, string? subscriber)
    {
        var command = database.Reads.CreateCommand(sql);
        command.Parameters.Add(new() { Value = span });
        command.Parameters.Add(new() { Value = from.UtcDateTime });
        command.Parameters.Add(
            new() { Value = (object?)subscriber ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text }
        );
        return command;
    }
}
