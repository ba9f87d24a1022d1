using Integration.Databases;
using Npgsql;

namespace Integration.Delivery;

/// <summary>
/// Ends deliveries that will never be attempted, in steps: those of an older epoch as cancelled, those of a day about to
/// be dropped as expired. Reads show the former as cancelled from the moment of the change.
/// </summary>
public sealed class CancelledDeliveries(HubDatabase database, short writer)
{
    private const string Cancel = """
        with old as (
            select d.id, d.subscriber_id from deliveries d join subscribers s on s.id = d.subscriber_id
            where d.status = 0 and d.subscriber_id = any ($2) and d.epoch < s.epoch
            limit $3
            for update of d skip locked
        ), ended as (
            update deliveries d
            set status = 4, next_attempt_at = null, finished_at = $1,
                error_message = 'The subscriber was disabled or deleted.'
            from old where d.id = old.id and d.status = 0
            returning d.subscriber_id
        )
        select subscriber_id, count(*) from ended group by subscriber_id
        """;

    private const string Cancelling = "select id, epoch from subscribers where cancelled_below < epoch";

    // What is locked is passed over above and seen here. Nothing of an epoch below is made once that epoch is committed,
    // so what is found empty stays empty; a change made meanwhile has raised the epoch and is left to the next step.
    private const string Done = """
        update subscribers s set cancelled_below = w.epoch
        from unnest($1::text[], $2::bigint[]) as w (id, epoch)
        where s.id = w.id and s.epoch = w.epoch and not exists (
            select 1 from deliveries d where d.subscriber_id = w.id and d.status = 0 and d.epoch < w.epoch)
        """;

    private const string Expire = """
        with old as (
            select d.id from {0} d where d.status = 0 limit $2 for update skip locked
        ), ended as (
            update {0} d
            set status = 3, next_attempt_at = null, finished_at = $1, error_message = 'Its retention ended.'
            from old where d.id = old.id and d.status = 0
            returning d.subscriber_id
        )
        select subscriber_id, count(*) from ended group by subscriber_id
        """;

    /// <summary>
    /// Cancels up to <paramref name="limit"/> deliveries of older epochs; returns how many. Looks only at subscribers of
    /// whom not all are known to be cancelled.
    /// </summary>
    public async Task<long> CancelOldEpochs(DateTimeOffset now, int limit, CancellationToken ct)
    {
        var (subscribers, epochs) = await Unfinished(ct);
        if (subscribers.Length == 0)
        {
            return 0;
        }

        var ended = await End(Cancel, DeliveryStatus.Cancelled, now, ct, now.UtcDateTime, subscribers, (long)limit);
        if (ended < limit)
        {
            await using var done = database.Writes.CreateCommand(Done);
            done.Parameters.Add(new() { Value = subscribers });
            done.Parameters.Add(new() { Value = epochs });
            await done.ExecuteNonQueryAsync(ct);
        }

        return ended;
    }

    /// <summary>Expires up to <paramref name="limit"/> pending deliveries of a partition; returns how many.</summary>
    public Task<long> ExpirePartition(string partition, DateTimeOffset now, int limit, CancellationToken ct) =>
        End(
            Expire.Replace("{0}", partition, StringComparison.Ordinal),
            DeliveryStatus.Expired,
            now,
            ct,
            now.UtcDateTime,
            (long)limit
        );

    private async Task<(string[] Subscribers, long[] Epochs)> Unfinished(CancellationToken ct)
    {
        var subscribers = new List<string>();
        var epochs = new List<long>();
        await using var command = database.Writes.CreateCommand(Cancelling);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            subscribers.Add(reader.GetString(0));
            epochs.Add(reader.GetInt64(1));
        }

        return ([.. subscribers], [.. epochs]);
    }

    private async Task<long> End(
        string sql,
        DeliveryStatus status,
        DateTimeOffset now,
        CancellationToken ct,
        params object[] values
    )
    {
        await using var connection = await database.Writes.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var rollups = new OutcomeRollups();
        long ended = 0;
        await using (var command = new NpgsqlCommand(sql, connection))
        {
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                var count = reader.GetInt64(1);
                rollups.Add(reader.GetString(0), status, now, count);
                ended += count;
            }
        }

        if (ended > 0)
        {
            await rollups.Upsert(connection, writer, ct);
        }

        await transaction.CommitAsync(ct);
        return ended;
    }
}
