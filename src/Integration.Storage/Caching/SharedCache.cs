using Integration.Databases;
using Integration.Scheduling;
using Integration.Time;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Integration.Caching;

/// <summary>
/// The cache's level in the database. Values end at an instant; sliding ends are not supported. A database that is away or slow is
/// an empty cache, and is left alone for a while. A removal that it did not take is made as soon as it is back, and until then it
/// stays an empty cache here: what was removed is not shown again.
/// </summary>
public sealed partial class SharedCache(
    HubDatabase database,
    DatabaseClock clock,
    SharedCacheOptions options,
    TimeProvider time,
    ILogger<SharedCache> logger
) : ISharedCache, IDisposable
{
    private const int EvictBatch = 1_000;
    private static readonly TimeSpan PaymentTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);
    private readonly long _start = time.GetTimestamp();
    private readonly SemaphoreSlim _turns = new(options.QueriesAtOnce);
    private readonly OwedRemovals _owed = new(options.MaxOwedRemovals);
    private readonly CancellationTokenSource _stop = new();
    private long _awayUntil;
    private int _writes;

    /// <inheritdoc />
    public byte[]? Get(string key) => throw new NotSupportedException("The database is read asynchronously.");

    /// <inheritdoc />
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        throw new NotSupportedException("The database is written asynchronously.");

    /// <inheritdoc />
    public void Refresh(string key) => throw new NotSupportedException("Values end at an instant.");

    /// <inheritdoc />
    public void Remove(string key) => throw new NotSupportedException("The database is written asynchronously.");

    /// <summary>Nothing: values end at an instant.</summary>
    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    /// <inheritdoc />
    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        Try(
            async ct =>
            {
                await using var command = database.Reads.CreateCommand(
                    "select value from cache_entries where key = $1 and expires_at > $2"
                );
                command.Parameters.Add(new() { Value = key });
                command.Parameters.Add(new() { Value = clock.UtcNow().UtcDateTime });
                return await command.ExecuteScalarAsync(ct) as byte[];
            },
            token
        );

    /// <inheritdoc />
    public async Task SetAsync(
        string key,
        byte[] value,
        DistributedCacheEntryOptions options,
        CancellationToken token = default
    )
    {
        if (value.Length > MaxValueBytes)
        {
            return;
        }

        var now = clock.UtcNow();
        var end = options.AbsoluteExpiration ?? (now + (options.AbsoluteExpirationRelativeToNow ?? DefaultLifetime));
        await Try(
            async ct =>
            {
                await using var command = database.Reads.CreateCommand(
                    """
                    insert into cache_entries (key, value, expires_at) values ($1, $2, $3)
                    on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
                    """
                );
                command.Parameters.Add(new() { Value = key });
                command.Parameters.Add(new() { Value = value });
                command.Parameters.Add(new() { Value = end.UtcDateTime });
                await command.ExecuteNonQueryAsync(ct);
                await Bound(ct);
                return Done;
            },
            token
        );
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken token = default) => Remove([key], token);

    /// <inheritdoc />
    public Task RemoveAll(IReadOnlyCollection<string> prefixes, CancellationToken ct) => Remove(prefixes, ct);

    /// <summary>Ends the waiting for a database that is away; what is owed to it then is not removed by this silo.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _turns.Dispose();
    }

    private static object Done { get; } = new();

    private int MaxValueBytes => options.MaxValueBytes;

    private long Now => time.GetElapsedTime(_start).Ticks;

    private bool IsAway => Now < Interlocked.Read(ref _awayUntil) || _owed.Any;

    private async Task Remove(IReadOnlyCollection<string> prefixes, CancellationToken ct)
    {
        if (await Try(token => Delete(prefixes, token), ct) is null && _owed.Add(prefixes))
        {
            LogOwed();
            _ = DetachedWork.Start(Pay);
        }
    }

    // One payer, with time enough for many: until it is done nobody reads what should be gone, nor is kept waiting.
    private async Task Pay()
    {
        try
        {
            for (var wait = options.AwayTime; _owed.Any; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                await Task.Delay(wait, time, _stop.Token);
                var (prefixes, until) = _owed.Read();
                if (await TryNow(token => Delete(prefixes, token), PaymentTimeout, _stop.Token) is not null)
                {
                    _owed.Settle(until);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The silo ends.
        }
    }

    private async Task<object?> Delete(IReadOnlyCollection<string> prefixes, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            """
            delete from cache_entries c using unnest($1) as p(prefix)
            where c.key >= p.prefix collate "C" and c.key < (p.prefix || chr(127)) collate "C"
            """
        );
        command.Parameters.Add(
            new() { Value = prefixes.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }
        );
        await command.ExecuteNonQueryAsync(ct);
        return Done;
    }

    // A count of the whole table is cheap at this size, and once in so many writes.
    private async Task Bound(CancellationToken ct)
    {
        if (Interlocked.Increment(ref _writes) % Math.Max(1, options.MaxEntries / 100) != 0)
        {
            return;
        }

        await using var count = database.Reads.CreateCommand("select count(*) from cache_entries");
        var excess = (long)(await count.ExecuteScalarAsync(ct))! - options.MaxEntries;
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

    private async Task<T?> Try<T>(Func<CancellationToken, Task<T?>> run, CancellationToken ct)
        where T : class
    {
        if (IsAway)
        {
            return null;
        }

        await _turns.WaitAsync(ct);
        try
        {
            // Those who waited for their turn need not find out as well.
            return IsAway ? null : await TryNow(run, options.Timeout, ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<T?> TryNow<T>(Func<CancellationToken, Task<T?>> run, TimeSpan timeout, CancellationToken ct)
        where T : class
    {
        using var enough = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, enough.Token);
        try
        {
            return await run(either.Token);
        }
        catch (Exception exception)
            when (!ct.IsCancellationRequested
                && exception is (NpgsqlException or OperationCanceledException or TimeoutException or IOException)
            )
        {
            // Several find out at the same time; it is told once.
            var now = Now;
            if (Interlocked.Exchange(ref _awayUntil, now + options.AwayTime.Ticks) <= now)
            {
                LogAway(options.AwayTime, exception);
            }

            return null;
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The shared level of the cache is away: for {Pause} there is memory only, and platforms are asked more often"
    )]
    private partial void LogAway(TimeSpan pause, Exception exception);

    [LoggerMessage(
        LogLevel.Warning,
        "What was written could not be removed from the shared level of the cache: this silo does without it until it could"
    )]
    private partial void LogOwed();
}
