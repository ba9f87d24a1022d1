using Integration.Databases;
using Integration.Lists;
using Integration.Partitions;

namespace Integration.Alerts;

/// <summary>Reads from rows and roll-ups what alerts are made of. Each query touches a few rows of a subscriber, never a table.</summary>
public sealed class AlertMeasureQueries(HubDatabase database)
{
    // Attempts of deliveries that ended otherwise than with 2xx, or not yet: one that is retried failed as well.
    private const string FailuresSql = """
        select subscriber_id, sum(attempts)::bigint, sum(delivered)::bigint
        from outcome_rollups where span = 'm' and bucket >= $1
        group by subscriber_id having sum(attempts) >= $2 order by subscriber_id limit $3
        """;

    private const string OverdueSql = """
        select s.id, d.next_attempt_at
        from subscribers s
        cross join lateral (
            select next_attempt_at from deliveries
            where subscriber_id = s.id and status = 0 and epoch >= s.epoch
            order by next_attempt_at limit 1
        ) d
        where s.deleted_at is null and s.enabled and d.next_attempt_at is not null
        order by s.id limit $1
        """;

    /// <summary>Whether the database answers and has a partition for the events of a day.</summary>
    /// <exception cref="Npgsql.NpgsqlException">It does not answer.</exception>
    public async Task<bool> HasDay(DateTimeOffset now, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand("select to_regclass($1) is not null");
        command.Parameters.Add(new() { Value = PartitionDays.Name("events", DateOnly.FromDateTime(now.UtcDateTime)) });
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>Of each subscriber, the share of attempts that brought no 2xx; only from a number of attempts on.</summary>
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
        await using var command = database.Reads.CreateCommand(FailuresSql);
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

    /// <summary>Of each subscriber for whom deliveries wait, when the first of them was or will be due.</summary>
    /// <param name="most">Subscribers at most.</param>
    /// <param name="ct">Cancels the query.</param>
    public async Task<IReadOnlyList<(string Subscriber, DateTimeOffset DueAt)>> FirstDue(int most, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(OverdueSql);
        command.Parameters.Add(new() { Value = most });
        return await command.Read(static reader => (reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1)), ct);
    }
}
