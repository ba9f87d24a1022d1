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

    /// <summary>Makes the levels.</summary>
    public CacheLevels(ISharedCache shared, PlatformCacheOptions options, TimeProvider time, ILoggerFactory logging)
    {
        Shared = new SharedLevel(shared);
        var services = new ServiceCollection();
        services.AddSingleton(time);
        services.AddSingleton(logging);
        services.AddSingleton<IDistributedCache>(Shared);
        services.AddMemoryCache(memory =>
        {
            memory.SizeLimit = options.MemoryBytes;
            memory.TrackStatistics = true;
            memory.Clock = new CacheClock(time);
        });
        services.AddHybridCache(hybrid => hybrid.MaximumPayloadBytes = options.MaxValueBytes);
        _provider = services.BuildServiceProvider();
        Memory = _provider.GetRequiredService<IMemoryCache>();
        Hybrid = _provider.GetRequiredService<HybridCache>();
    }

    /// <summary>Both levels.</summary>
    public HybridCache Hybrid { get; }

    /// <summary>The silo's memory alone.</summary>
    public IMemoryCache Memory { get; }

    /// <summary>Bytes in memory, as they are written.</summary>
    public long MemoryBytes => Memory.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <summary>The shared level alone.</summary>
    public SharedLevel Shared { get; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}
