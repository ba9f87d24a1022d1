using System.Diagnostics.Metrics;
using Integration.Batching;
using Integration.Platforms;
using Integration.Products;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Caching;

/// <summary>A silo's cache over a shared level, in front of a shop that counts, under a clock that the test moves.</summary>
internal sealed class CacheScope : IAsyncDisposable
{
    private readonly ServiceProvider _provider = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public CacheScope(PlatformCacheOptions? options = null)
    {
        Options = options ?? new();
        Shared = new(Time);
        Metrics = new(Meters);
        Cache = Silo(Metrics);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public PlatformCacheOptions Options { get; }

    public MemorySharedCache Shared { get; }

    public CacheMetrics Metrics { get; }

    public PlatformCache Cache { get; }

    public CountedShop Shop { get; } = new();

    public static AccountCredentials Account { get; } = new("account-1", "key", "secret");

    private IMeterFactory Meters => _provider.GetRequiredService<IMeterFactory>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Another silo over the same shared level.</summary>
    public PlatformCache Silo(CacheMetrics? metrics = null) =>
        new(
            Shared,
            Options,
            metrics ?? new CacheMetrics(Meters),
            new BatchMetrics(Meters),
            Time,
            NullLoggerFactory.Instance
        );

    public async Task<PlatformResult<Product>> Get(
        string id,
        PlatformCache? cache = null,
        AccountCredentials? account = null,
        string? language = null
    )
    {
        var query = new ProductQuery(id) { Language = language };
        var results = await (cache ?? Cache).GetProducts(Shop, account ?? Account, query, Ct);
        return results.Should().ContainSingle().Which.Outcome;
    }

    public async ValueTask DisposeAsync()
    {
        await Cache.DisposeAsync();
        await _provider.DisposeAsync();
    }
}
