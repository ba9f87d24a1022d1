using Integration.Caching;
using Microsoft.Extensions.Caching.Distributed;

namespace Integration.Benchmarks.PlatformSync;

/// <summary>A shared level without anything: what one silo gains alone, no other having read before.</summary>
internal sealed class NothingShared : ISharedCache
{
    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Task.FromResult<byte[]?>(null);

    public Task SetAsync(
        string key,
        byte[] value,
        DistributedCacheEntryOptions options,
        CancellationToken token = default
    ) => Task.CompletedTask;

    public Task RemoveAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public Task RemoveAll(IReadOnlyCollection<string> prefixes, CancellationToken ct) => Task.CompletedTask;

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public byte[]? Get(string key) => null;

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) { }

    public void Remove(string key) { }

    public void Refresh(string key) { }
}
