using Integration.Batching;
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
public sealed partial class SharedCache : ISharedCache, IAsyncDisposable
{
    private const int ValuesPerStatement = 64;
    private const long MaxQueuedBytes = 64 << 20;
    private static readonly TimeSpan PaymentTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromMinutes(5);
    private readonly HubDatabase _database;
    private readonly DatabaseClock _clock;
    private readonly SharedCacheOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _start;
    private readonly SemaphoreSlim _turns;
    private readonly OwedRemovals _owed;
    private readonly CacheWriting _writing;
    private readonly GroupCommit<CacheValue, bool> _writes;
    private readonly CancellationTokenSource _stop = new();
    private long _awayUntil;

    /// <summary>Makes the level.</summary>
    /// <param name="database">Has the table.</param>
    /// <param name="clock">Says when values end.</param>
    /// <param name="options">Bounds; read once but for the times.</param>
    /// <param name="time">For waiting.</param>
    /// <param name="logger">For a database that is away.</param>
    public SharedCache(
        HubDatabase database,
        DatabaseClock clock,
        SharedCacheOptions options,
        TimeProvider time,
        ILogger<SharedCache> logger
    )
    {
        (_database, _clock, _options, _time, _logger) = (database, clock, options, time, logger);
        _start = time.GetTimestamp();
        _turns = new(options.QueriesAtOnce);
        _owed = new(options.MaxOwedRemovals);
        _writing = new(database, options.MaxEntries);
        var bounds = new GroupCommitOptions(ValuesPerStatement, ValuesPerStatement, options.MaxQueued, MaxQueuedBytes);
        _writes = new(bounds, static _ => 1, Write, static one => one.Value.Length);
    }

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
                await using var command = _database.Reads.CreateCommand(
                    "select value from cache_entries where key = $1 and expires_at > $2"
                );
                command.Parameters.Add(new() { Value = key });
                command.Parameters.Add(new() { Value = _clock.UtcNow().UtcDateTime });
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
        if (value.Length > _options.MaxValueBytes)
        {
            return;
        }

        var now = _clock.UtcNow();
        var end = options.AbsoluteExpiration ?? (now + (options.AbsoluteExpirationRelativeToNow ?? DefaultLifetime));
        // Where the writer cannot keep up nothing is kept: the source is there.
        if (!IsAway && _writes.TryAdd(new CacheValue(key, value, end), out var written))
        {
            await written.WaitAsync(token);
        }
    }

    /// <summary>Removes a value, and with it those whose keys begin with this one: a cache may forget.</summary>
    public Task RemoveAsync(string key, CancellationToken token = default) => Remove([key], token);

    /// <inheritdoc />
    public Task RemoveAll(IReadOnlyCollection<string> prefixes, CancellationToken ct) => Remove(prefixes, ct);

    /// <summary>
    /// Writes what waits, and ends the waiting for a database that is away: what is owed to it then is not removed by this silo.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        await _stop.CancelAsync();
        _stop.Dispose();
        _turns.Dispose();
    }

    private static object Done { get; } = new();

    private long Now => _time.GetElapsedTime(_start).Ticks;

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
            for (var wait = _options.AwayTime; _owed.Any; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
            {
                await Task.Delay(wait, _time, _stop.Token);
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
        await using var command = _database.Reads.CreateCommand(
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

    private async Task<IReadOnlyList<bool>> Write(IReadOnlyList<CacheValue> values, CancellationToken ct)
    {
        var written = await Try(
            async token =>
            {
                await _writing.Write(values, token);
                return Done;
            },
            ct
        );
        return [.. Enumerable.Repeat(written is not null, values.Count)];
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
            return IsAway ? null : await TryNow(run, _options.Timeout, ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<T?> TryNow<T>(Func<CancellationToken, Task<T?>> run, TimeSpan timeout, CancellationToken ct)
        where T : class
    {
        using var enough = new CancellationTokenSource(timeout, _time);
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
            if (Interlocked.Exchange(ref _awayUntil, now + _options.AwayTime.Ticks) <= now)
            {
                LogAway(_options.AwayTime, exception);
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
