using Integration.Databases;
using Integration.Lists;
using Integration.Partitions;

namespace Integration.Alerts;

/// <summary>
/// Reads from rows and roll-ups what alerts are made of, every few seconds: so what a query costs follows from how many subscribers
/// there are, and not from how many deliveries wait. They ask where plans are index look-ups whatever the statistics of a young day
/// say, and are made once.
/// </summary>
public sealed class AlertMeasureQueries(HubDatabase database)
{
    // Attempts of deliveries that ended otherwise than with 2xx, or not yet: one that is retried failed as well.
    internal const string FailuresSql = """
        select subscriber_id, sum(attempts)::bigint, sum(delivered)::bigint
        from outcome_rollups where span = 'm' and bucket >= $1
        group by subscriber_id having sum(attempts) >= $2
        order by sum(delivered) / sum(attempts), subscriber_id limit $3
        """;

    // From one subscriber for whom something waits to the next over the index of pending rows: an entry of each, whatever stands
    // behind it. While a subscriber's old deliveries are being cancelled they stand before its others, so it is left out.
    internal const string OverdueSql = """
        with recursive waiting (subscriber_id, due_at) as (
            (
                select subscriber_id, next_attempt_at from deliveries where status = 0
                order by subscriber_id, next_attempt_at limit 1
            )
            union all
            select n.subscriber_id, n.next_attempt_at
            from waiting w
            cross join lateral (
                select subscriber_id, next_attempt_at from deliveries where status = 0 and subscriber_id > w.subscriber_id
                order by subscriber_id, next_attempt_at limit 1
            ) n
        )
        select w.subscriber_id, w.due_at
        from waiting w join subscribers s on s.id = w.subscriber_id
        where w.due_at <= $1 and s.deleted_at is null and s.enabled and s.cancelled_below >= s.epoch
        order by w.due_at, w.subscriber_id limit $2
        """;

    /// <summary>Whether the database answers and has a partition for the events of a day.</summary>
    /// <exception cref="Npgsql.NpgsqlException">It does not answer.</exception>
    public async Task<bool> HasDay(DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand("select to_regclass($1) is not null");
        // Asked every few seconds: what hangs must not pile up.
        command.CommandTimeout = 5;
        command.Parameters.Add(new() { Value = PartitionDays.Name("events", DateOnly.FromDateTime(now.UtcDateTime)) });
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>
    /// Of each subscriber, the share of attempts that brought no 2xx; only from a number of attempts on, the worst first.
    /// </summary>
    /// <param name="since">From the minute of this instant on.</param>
    /// <param name="least">Attempts from which a share says something.</param>
    /// <param name="most">Subscribers at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<(string Subscriber, double Ratio)>> FailureRatios(
        DateTimeOffset since,
        int least,
        int most,
        CancellationToken ct
    )
    {
        await using var command = database.Writes.CreateCommand(FailuresSql);
        var minute = since.UtcDateTime.AddTicks(-(since.UtcDateTime.Ticks % TimeSpan.TicksPerMinute));
        command.Parameters.Add(new() { Value = minute });
        command.Parameters.Add(new() { Value = least });
        command.Parameters.Add(new() { Value = most });
        return await command.Read(
            static reader =>
            {
                var attempts = reader.GetInt64(1);
                return (reader.GetString(0), (attempts - Math.Min(attempts, reader.GetInt64(2))) / (double)attempts);
            },
            ct
        );
    }

    /// <summary>Of each subscriber with deliveries that should have been attempted, since when; the longest first.</summary>
    /// <param name="now">Due until then.</param>
    /// <param name="most">Subscribers at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<(string Subscriber, DateTimeOffset DueAt)>> Overdue(
        DateTimeOffset now,
        int most,
        CancellationToken ct
    )
    {
        await using var command = database.Writes.CreateCommand(OverdueSql);
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        command.Parameters.Add(new() { Value = most });
        return await command.Read(static reader => (reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)), ct);
    }
}
