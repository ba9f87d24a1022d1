using Integration.Databases;
using Integration.Partitions;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Delivery;

/// <summary>
/// Writes outcomes of attempts in groups: delivery, attempt, start of the answer and roll-ups in one transaction.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="retention">Answers of deliveries older than it keeps bodies are not stored: their day is gone.</param>
/// <param name="writer">Keeps this silo's roll-up rows apart from other silos'.</param>
public sealed class OutcomeWriter(HubDatabase database, RetentionOptions retention, short writer)
{
    // The ids say which rows, whatever the statistics of a young partition; the bounds let PostgreSQL leave out all other
    // days before it starts; "< 1" keeps it off the index of pending rows. A retry of an older epoch ends as cancelled: its
    // subscriber was disabled or deleted while the attempt ran. What was delivered stays delivered.
    private const string Changes = """
        with o as (
            select * from unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::smallint[], $5::timestamptz[],
                $6::timestamptz[], $7::smallint[], $8::text[], $9::smallint[], $10::timestamptz[], $11::int[], $12::bytea[])
                as o (id, attempts_before, status, attempts, at, retry_at, error_kind, error_message, http_status,
                    started_at, duration_ms, response_start)
        ), u as (
            update deliveries d
            set attempts = o.attempts,
                status = case
                    when o.status = 0 and d.epoch < (select epoch from subscribers where id = d.subscriber_id) then 4
                    else o.status end,
                next_attempt_at = case
                    when o.status = 0 and d.epoch >= (select epoch from subscribers where id = d.subscriber_id)
                    then o.retry_at end,
                finished_at = case
                    when o.status <> 0 or d.epoch < (select epoch from subscribers where id = d.subscriber_id)
                    then o.at end,
                error_kind = o.error_kind, error_message = o.error_message, http_status = o.http_status
            from o
            where d.id = o.id and d.id = any($1) and d.id >= $13 and d.id <= $14 and d.status < 1
                and d.attempts = o.attempts_before
            returning d.id, d.status, o.status as expected, d.attempts, o.started_at, o.duration_ms, o.http_status,
                o.error_kind, o.error_message, o.response_start
        ), a as (
            insert into attempts (delivery_id, attempt, started_at, duration_ms, http_status, error_kind, error_message)
            select id, attempts, started_at, duration_ms, http_status, error_kind, error_message
            from u where started_at is not null
        ), b as (
            insert into attempt_bodies (delivery_id, attempt, response_start)
            select id, attempts, response_start from u where length(response_start) > 0 and id >= $15
        )

        """;

    private const string UpdateFound = Changes + "select id, status from u";

    private const string UpdateAll =
        Changes + $"select {Expectation.Function}(count(*) = cardinality($1) and bool_and(status = expected)) from u";

    /// <summary>
    /// Writes the outcomes and returns those whose rows were changed, with the status that they now have. An outcome that
    /// is missing from the answer found no row: another owner was first, or the row is gone.
    /// </summary>
    /// <param name="outcomes">At most one for each delivery.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <exception cref="NpgsqlException">Nothing was written, or the answer to the commit was lost; safe to repeat.</exception>
    public async Task<IReadOnlyDictionary<Guid, DeliveryStatus>> Write(
        IReadOnlyList<DeliveryOutcome> outcomes,
        CancellationToken ct
    )
    {
        // In the order of ids, so that two silos that write the same rows cannot deadlock.
        var sorted = outcomes.OrderBy(outcome => outcome.DeliveryId).ToArray();
        await using var connection = await database.Outcomes.OpenConnectionAsync(ct);
        return await WriteAll(connection, sorted, ct)
            ? sorted.ToDictionary(outcome => outcome.DeliveryId, outcome => outcome.Status)
            : await WriteFound(connection, sorted, ct);
    }

    // Nearly always every row is as the outcomes expect it: then one round trip does it all.
    private async Task<bool> WriteAll(NpgsqlConnection connection, DeliveryOutcome[] sorted, CancellationToken ct)
    {
        var rollups = new OutcomeRollups();
        Array.ForEach(sorted, outcome => rollups.Add(outcome, outcome.Status));
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await rollups.UpsertAndCommit(connection, writer, Command(UpdateAll, sorted), ct);
            return true;
        }
        catch (PostgresException e) when (Expectation.IsNotMet(e))
        {
            return false;
        }
    }

    private async Task<IReadOnlyDictionary<Guid, DeliveryStatus>> WriteFound(
        NpgsqlConnection connection,
        DeliveryOutcome[] sorted,
        CancellationToken ct
    )
    {
        var rollups = new OutcomeRollups();
        var written = new Dictionary<Guid, DeliveryStatus>(sorted.Length);
        var byId = sorted.ToDictionary(outcome => outcome.DeliveryId);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { Command(UpdateFound, sorted) } })
        {
            await using var reader = await batch.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var id = reader.GetGuid(0);
                var status = (DeliveryStatus)reader.GetInt16(1);
                written.Add(id, status);
                rollups.Add(byId[id], status);
            }
        }

        await rollups.Upsert(connection, writer, ct);
        await transaction.CommitAsync(ct);
        return written;
    }

    private NpgsqlBatchCommand Command(string sql, DeliveryOutcome[] sorted) =>
        new(sql)
        {
            Parameters =
            {
                Column(sorted, o => o.DeliveryId),
                Column(sorted, o => (short)o.AttemptsBefore),
                Column(sorted, o => (short)o.Status),
                Column(sorted, o => (short)(o.AttemptsBefore + (o.Result is null ? 0 : 1))),
                Column(sorted, o => o.At.UtcDateTime, NpgsqlDbType.TimestampTz),
                Column(sorted, o => o.RetryAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
                Column(sorted, o => (short?)o.Result?.Error),
                Column(sorted, o => o.Result is null ? o.Reason : o.Result.Message),
                Column(sorted, o => (short?)o.Result?.HttpStatus),
                Column(sorted, o => o.AttemptStartedAt?.UtcDateTime, NpgsqlDbType.TimestampTz),
                Column(
                    sorted,
                    o => o.Result is null ? null : (int?)Math.Min(o.Result.Duration.TotalMilliseconds, int.MaxValue)
                ),
                Column(sorted, o => o.Result?.ResponseStart),
                new() { Value = sorted[0].DeliveryId },
                new() { Value = sorted[^1].DeliveryId },
                new() { Value = PartitionDays.LowerBound(retention.FirstBodyDay(sorted.Max(o => o.At))) },
            },
        };

    private static NpgsqlParameter<T[]> Column<T>(
        DeliveryOutcome[] sorted,
        Converter<DeliveryOutcome, T> value,
        NpgsqlDbType? type = null
    )
    {
        var parameter = new NpgsqlParameter<T[]> { TypedValue = Array.ConvertAll(sorted, value) };
        if (type is { } element)
        {
            parameter.NpgsqlDbType = NpgsqlDbType.Array | element;
        }

        return parameter;
    }
}
