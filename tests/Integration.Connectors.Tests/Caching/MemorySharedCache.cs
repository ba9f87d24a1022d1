using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace Integration.Caching;

/// <summary>A shared level in memory; it is away where the test says so.</summary>
internal sealed class MemorySharedCache(TimeProvider time) : ISharedCache
{
    private readonly ConcurrentDictionary<string, (byte[] Value, DateTimeOffset End)> _values = new(
        StringComparer.Ordinal
    );

    public bool IsAway { get; set; }

    public int Count => _values.Count;

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        Task.FromResult(
            !IsAway && _values.TryGetValue(key, out var found) && found.End > time.GetUtcNow() ? found.Value : null
        );

    /// <summary>Happens before a value is written.</summary>
    public Func<Task> Writing { get; set; } = static () => Task.CompletedTask;

    public async Task SetAsync(
        string key,
        byte[] value,
        DistributedCacheEntryOptions options,
        CancellationToken token = default
    )
    {
        await Writing();
        if (!IsAway)
        {
            _values[key] = (value, time.GetUtcNow() + options.AbsoluteExpirationRelativeToNow!.Value);
        }
    }

    public Task RemoveAsync(string key, CancellationToken token = default)
    {
        _values.TryRemove(key, out _);
        return Task.CompletedTask;
    }

    public Task RemoveAll(IReadOnlyCollection<string> prefixes, CancellationToken ct)
    {
        foreach (
            var key in _values.Keys.Where(key =>
                prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))
            )
        )
        {
            _values.TryRemove(key, out _);
        }

        return Task.CompletedTask;
    }

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
        throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();
}
