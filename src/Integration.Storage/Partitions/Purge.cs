using Dapper;
using Integration.Databases;

namespace Integration.Partitions;

/// <summary>Deletes what has ended from the tables that are not partitioned, in small batches that stall nobody.</summary>
public sealed class Purge(HubDatabase database, RetentionOptions options)
{
    private const int Batch = 2_000;

    private const string Keys = """
        delete from event_keys where ctid = any (array(
            select ctid from event_keys where event_id < @before limit @batch))
        """;

    private const string Nonces = """
        delete from nonces where ctid = any (array(
            select ctid from nonces where expires_at < @now limit @batch))
        """;

    private const string Idempotency = """
        delete from idempotency_keys where ctid = any (array(
            select ctid from idempotency_keys where created_at < @since limit @batch))
        """;

    private const string Minutes = """
        with a as (delete from append_rollups where span = 'm' and bucket < @minutes),
            p as (delete from platform_calls where span = 'm' and bucket < @minutes)
        delete from outcome_rollups where span = 'm' and bucket < @minutes
        """;

    /// <summary>Purges once; returns how many rows went.</summary>
    public async Task<long> Run(DateTimeOffset now, CancellationToken ct)
    {
        var values = new
        {
            before = PartitionDays.LowerBound(now - TimeSpan.FromDays(options.EventKeyDays)),
            now,
            since = now - TimeSpan.FromHours(24),
            minutes = now - TimeSpan.FromDays(options.MinuteRollupDays),
            batch = Batch,
        };
        long purged = 0;
        foreach (var sql in (string[])[Keys, Nonces, Idempotency])
        {
            long deleted;
            do
            {
                await using var connection = await database.Reads.OpenConnectionAsync(ct);
                deleted = await connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: ct));
                purged += deleted;
            } while (deleted == Batch);
        }

        await using var last = await database.Reads.OpenConnectionAsync(ct);
        return purged + await last.ExecuteAsync(new CommandDefinition(Minutes, values, cancellationToken: ct));
    }
}
