using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Distributed;

namespace Integration.Caching;

/// <summary>The shared level as the cache in front of it uses it, with a note of what came from there.</summary>
internal sealed class SharedLevel(ISharedCache shared) : IDistributedCache
{
    private readonly ConcurrentDictionary<string, byte> _served = new(StringComparer.Ordinal);

    /// <summary>Whether a value came from here since the last time that somebody asked.</summary>
    public bool Served(string key) => _served.TryRemove(key, out _);

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        var value = await shared.GetAsync(key, token);
        // Keys of HybridCache's own are no look-ups of anybody.
        if (value is not null && !key.StartsWith("__", StringComparison.Ordinal))
        {
            _served[key] = 0;
        }

        return value;
    }

    public Task SetAsync(
        string key,
        byte[] value,
        DistributedCacheEntryOptions options,
        CancellationToken token = default
    ) => shared.SetAsync(key, value, options, token);

    public Task RemoveAsync(string key, CancellationToken token = default) => shared.RemoveAsync(key, token);

    public Task RefreshAsync(string key, CancellationToken token = default) => shared.RefreshAsync(key, token);

    public byte[]? Get(string key) => shared.Get(key);

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => shared.Set(key, value, options);

    public void Remove(string key) => shared.Remove(key);

    public void Refresh(string key) => shared.Refresh(key);
}
