using Dapper;
using Integration.Databases;

namespace Integration.Caching;

/// <summary>Removes what has ended from the cache, in small batches, once a day for the whole cluster.</summary>
public sealed class CachePurge(HubDatabase database)
{
    private const int Batch = 2_000;
    private const string Name = "purge";

    private const string Expired = """
        delete from cache_entries where ctid = any (array(
            select ctid from cache_entries where expires_at <= @now limit @Batch))
        """;

    /// <summary>Purges, unless it was done for this instant already.</summary>
    /// <param name="due">The instant at which it was due.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Ends it; what was removed until then is gone, and the rest is due still.</param>
    /// <returns>How many values went; null where it was done already.</returns>
    public async Task<long?> RunIfDue(DateTimeOffset due, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        var isDone = await connection.ExecuteScalarAsync<bool>(
            new CommandDefinition(
                "select exists (select 1 from cache_upkeep where name = @Name and done_for >= @due)",
                new { Name, due },
                cancellationToken: ct
            )
        );
        if (isDone)
        {
            return null;
        }

        long purged = 0;
        int deleted;
        do
        {
            deleted = await connection.ExecuteAsync(
                new CommandDefinition(Expired, new { now, Batch }, cancellationToken: ct)
            );
            purged += deleted;
        } while (deleted == Batch);
        // Written down last: a purge that broke off is made up for. Two silos at once do no harm.
        await connection.ExecuteAsync(
            new CommandDefinition(
                """
                insert into cache_upkeep (name, done_for) values (@Name, @due)
                on conflict (name) do update set done_for = greatest(cache_upkeep.done_for, excluded.done_for)
                """,
                new { Name, due },
                cancellationToken: ct
            )
        );
        return purged;
    }
}
