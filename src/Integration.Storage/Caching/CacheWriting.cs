using Integration.Databases;

namespace Integration.Caching;

/// <summary>Writes values of the cache, many a statement, and keeps their number bounded.</summary>
/// <param name="database">The database.</param>
/// <param name="maxEntries">Values at most.</param>
internal sealed class CacheWriting(HubDatabase database, int maxEntries)
{
    private const int EvictBatch = 1_000;
    private readonly int _lookEvery = Math.Max(1, maxEntries / 100);
    private int _written;

    /// <summary>Writes values in place of what was there; of two of one key the later one.</summary>
    public async Task Write(IReadOnlyList<CacheValue> values, CancellationToken ct)
    {
        // In one order: two silos that write the same keys must not wait for each other.
        var rows = values
            .Reverse()
            .DistinctBy(static one => one.Key, StringComparer.Ordinal)
            .OrderBy(static one => one.Key, StringComparer.Ordinal)
            .ToArray();
        await using var command = database.Reads.CreateCommand(
            """
            insert into cache_entries (key, value, expires_at)
            select * from unnest($1::text[], $2::bytea[], $3::timestamptz[])
            on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
            """
        );
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, static one => one.Key) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, static one => one.Value) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(rows, static one => one.End.UtcDateTime) });
        await command.ExecuteNonQueryAsync(ct);
        await Bound(rows.Length, ct);
    }

    // A count of the whole table is cheap at this size, and once in so many values.
    private async Task Bound(int written, CancellationToken ct)
    {
        _written += written;
        if (_written < _lookEvery)
        {
            return;
        }

        _written = 0;
        await using var count = database.Reads.CreateCommand("select count(*) from cache_entries");
        var excess = (long)(await count.ExecuteScalarAsync(ct))! - maxEntries;
        while (excess > 0)
        {
            await using var evict = database.Reads.CreateCommand(
                """
                delete from cache_entries where ctid = any (array(
                    select ctid from cache_entries order by expires_at limit $1))
                """
            );
            evict.Parameters.Add(new() { Value = (int)Math.Min(excess, EvictBatch) });
            var evicted = await evict.ExecuteNonQueryAsync(ct);
            excess = evicted == 0 ? 0 : excess - evicted;
        }
    }
}
