using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integration.Caching;

/// <summary>
/// Memory of a bounded size over the shared level, joined by <c>HybridCache</c>. They stand in a container of their own: the bound
/// is of this cache, not of every <see cref="IMemoryCache"/> in the process.
/// </summary>
internal sealed class CacheLevels : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly HybridCache _hybrid;
    private readonly HybridCacheEntryOptions _product;
    private readonly HybridCacheEntryOptions _gone;
    private readonly HybridCacheEntryOptions _lookUp;
    private readonly HybridCacheEntryOptions _memoryLookUp;

    /// <summary>Makes the levels.</summary>
    public CacheLevels(ISharedCache shared, PlatformCacheOptions options, TimeProvider time, ILoggerFactory logging)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton(logging);
        services.AddSingleton<IDistributedCache>(shared);
        services.AddMemoryCache(memory =>
        {
            memory.SizeLimit = options.MemoryBytes;
            memory.TrackStatistics = true;
            memory.Clock = new CacheClock(time);
        });
        services.AddHybridCache(hybrid => hybrid.MaximumPayloadBytes = options.MaxValueBytes);
        _provider = services.BuildServiceProvider();
        Memory = _provider.GetRequiredService<IMemoryCache>();
        _hybrid = _provider.GetRequiredService<HybridCache>();
        _product = Entry(options, options.ProductLifetime, HybridCacheEntryFlags.None);
        _gone = Entry(options, options.GoneLifetime, HybridCacheEntryFlags.None);
        const HybridCacheEntryFlags noSource = HybridCacheEntryFlags.DisableUnderlyingData;
        _lookUp = Entry(options, options.ProductLifetime, noSource);
        _memoryLookUp = Entry(
            options,
            options.ProductLifetime,
            noSource | HybridCacheEntryFlags.DisableDistributedCache
        );
    }

    /// <summary>The silo's memory alone.</summary>
    public IMemoryCache Memory { get; }

    /// <summary>Bytes in memory, as they are written.</summary>
    public long MemoryBytes => Memory.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <summary>What is kept under a key, in memory or in the shared level; null for nothing.</summary>
    public ValueTask<CachedProduct?> Find(string key, CancellationToken ct) => Find(key, _lookUp, ct);

    /// <summary>What memory keeps under a key; null for nothing.</summary>
    public ValueTask<CachedProduct?> FindInMemory(string key) => Find(key, _memoryLookUp, CancellationToken.None);

    /// <summary>Keeps an answer for as long as its kind is kept, in place of what was there.</summary>
    public ValueTask Keep(string key, CachedProduct answer) =>
        _hybrid.SetAsync(key, answer, answer.Product is null ? _gone : _product);

    /// <summary>Removes what is kept under a key.</summary>
    public ValueTask Remove(string key) => _hybrid.RemoveAsync(key);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    private ValueTask<CachedProduct?> Find(string key, HybridCacheEntryOptions entry, CancellationToken ct) =>
        _hybrid.GetOrCreateAsync<CachedProduct?>(
            key,
            static _ => throw new InvalidOperationException("The platform is not asked from within the cache."),
            entry,
            cancellationToken: ct
        );

    private static HybridCacheEntryOptions Entry(
        PlatformCacheOptions options,
        TimeSpan lifetime,
        HybridCacheEntryFlags flags
    ) =>
        new()
        {
            Expiration = lifetime,
            LocalCacheExpiration = lifetime < options.MemoryLifetime ? lifetime : options.MemoryLifetime,
            Flags = flags,
        };
}
