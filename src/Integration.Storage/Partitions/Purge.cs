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

    private const string Items = """
        delete from collection_items where ctid = any (array(
            select i.ctid from collections c join collection_items i on i.collection_id = c.id
            where c.state > 0 and c.finished_at < @collections limit @batch))
        """;

    // After their items: a collection that is shown has its items.
    private const string Collections = """
        delete from collections where ctid = any (array(
            select c.ctid from collections c
            where c.state > 0 and c.finished_at < @collections
                and not exists (select 1 from collection_items i where i.collection_id = c.id)
            limit @batch))
        """;

    private const string SyncRuns = """
        delete from sync_runs where ctid = any (array(
            select ctid from sync_runs where state > 0 and finished_at < @syncRuns limit @batch))
        """;

    private const string EnrichmentTasks = """
        delete from enrichment_tasks where ctid = any (array(
            select ctid from enrichment_tasks where status > 1 and finished_at < @enrichmentTasks limit @batch))
            -- Not one that was started again meanwhile.
            and status > 1
        """;

    private const string Conflicts = """
        delete from conflicts where ctid = any (array(
            select ctid from conflicts where state > 0 and ended_at < @conflicts limit @batch))
        """;

    // Those that are tried again apart stay; a row that is still unreadable comes back with the next run that reads it.
    private const string RecordFailures = """
        delete from record_failures where ctid = any (array(
            select ctid from record_failures where next_try_at is null and last_at < @recordFailures limit @batch))
            -- Not one that came again meanwhile.
            and next_try_at is null and last_at < @recordFailures
        """;

    private const string Rollups = """
        with a as (delete from append_rollups where span = 'm' and bucket < @minutes),
            m as (delete from platform_calls where span = 'm' and bucket < @minutes),
            h as (delete from platform_calls where span = 'h' and bucket < @hours)
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
            hours = now - TimeSpan.FromDays(options.PlatformCallDays),
            collections = now - TimeSpan.FromDays(options.CollectionDays),
            syncRuns = now - TimeSpan.FromDays(options.SyncRunDays),
            enrichmentTasks = now - TimeSpan.FromHours(options.EnrichmentTaskHours),
            recordFailures = now - TimeSpan.FromDays(options.RecordFailureDays),
            conflicts = now - TimeSpan.FromDays(options.ConflictDays),
            batch = Batch,
        };
        long purged = 0;
        string[] statements =
        [
            Keys,
            Nonces,
            Idempotency,
            Items,
            Collections,
            SyncRuns,
            EnrichmentTasks,
            RecordFailures,
            Conflicts,
        ];
        foreach (var sql in statements)
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
        return purged + await last.ExecuteAsync(new CommandDefinition(Rollups, values, cancellationToken: ct));
    }
}
