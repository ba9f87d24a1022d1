using System.Diagnostics.Metrics;
using Integration.Platforms;
using Integration.Products;
using Integration.Time;
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
        Clock = new(Time);
        Shared = new(Time);
        Metrics = new(Meters);
        Cache = Silo(Metrics);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public DatabaseClock Clock { get; }

    public PlatformCacheOptions Options { get; }

    public MemorySharedCache Shared { get; }

    public CacheMetrics Metrics { get; }

    public PlatformCache Cache { get; }

    public CountedShop Shop { get; } = new();

    public static AccountCredentials Account { get; } = new("account-1", "key", "secret");

    public IMeterFactory Meters => _provider.GetRequiredService<IMeterFactory>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Another silo over the same shared level.</summary>
    public PlatformCache Silo(CacheMetrics? metrics = null) =>
        new(Shared, Options, metrics ?? new CacheMetrics(Meters), Clock, Time, NullLoggerFactory.Instance);

    public async Task<PlatformResult<Product>> Get(
        string id,
        PlatformCache? cache = null,
        AccountCredentials? account = null,
        string? language = null,
        string? currency = null
    )
    {
        var query = new ProductQuery(id) { Language = language, Currency = currency };
        var found = await (cache ?? Cache).GetProducts(Shop, account ?? Account, query, notBefore: null, Ct);
        return found.Products.Should().ContainSingle().Which.Outcome;
    }

    /// <summary>One product, not older than an instant.</summary>
    public async Task<ProductReading> GetSince(string id, DateTimeOffset notBefore) =>
        (await Cache.GetProducts(Shop, Account, new(id), notBefore, Ct)).Products.Single();

    public async ValueTask DisposeAsync()
    {
        await Cache.DisposeAsync();
        await _provider.DisposeAsync();
    }
}
