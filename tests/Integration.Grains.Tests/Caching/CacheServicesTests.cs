using System.Diagnostics.Metrics;
using Integration.Catalogue;
using Integration.Databases;
using Integration.Platforms;
using Integration.Products;
using Integration.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Caching;

/// <summary>The cache in front of platforms over its level in a real database, and what a silo does for it.</summary>
public sealed class CacheServicesTests(StorageFixture fixture) : IDisposable
{
    private readonly FakeTimeProvider _time = new(StorageFixture.Now);
    private readonly ServiceProvider _provider = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CountedPlatform _platform = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IMeterFactory Meters => _provider.GetRequiredService<IMeterFactory>();

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task TwoSilos_AskOnceAndSeeWhatTheOtherHas()
    {
        await using var scope = await fixture.Open();
        await using var one = Cache(scope.Database);
        await using var two = Cache(scope.Database);
        var first = await Get(one);
        (await Get(two)).Should().BeEquivalentTo(first);
        _platform.Calls.Should().Be(1);
        await one.Changed("shop", "account", ["1"]);
        (await scope.Scalar<long>("select count(*) from cache_entries where key like 'product%'")).Should().Be(0);
        await Get(one);
        _platform.Calls.Should().Be(2);
    }

    [Fact]
    public async Task Database_ThatIsAway_CostsCallsAndNoErrors()
    {
        await using var nowhere = new HubDatabase("Host=127.0.0.1;Port=1;Username=x;Password=x;Database=x");
        await using var cache = Cache(nowhere);
        (await Get(cache)).Id.Should().Be("1");
        (await Get(cache)).Id.Should().Be("1");
        _platform.Calls.Should().Be(1, "memory works on");
        await cache.Changed("shop", "account", ["1"]);
        await Get(cache);
        _platform.Calls.Should().Be(2);
    }

    [Fact]
    public async Task Statistics_AreWrittenOnceAndSurviveADatabaseThatIsAway()
    {
        await using var scope = await fixture.Open();
        using var metrics = new CacheMetrics(Meters);
        await using var cache = Cache(scope.Database, metrics);
        await Get(cache);
        await Get(cache);
        var statistics = new CacheStatistics(scope.Database);
        using var service = Statistics(metrics, statistics);
        await scope.Execute("alter table cache_statistics rename to cache_statistics_away");
        await service.Once(Ct);
        await scope.Execute("alter table cache_statistics_away rename to cache_statistics");
        await service.Once(Ct);
        await service.Once(Ct);
        var day = DateOnly.FromDateTime(StorageFixture.Now.UtcDateTime);
        (await statistics.Read(day, day, Ct)).Should().Equal((day, new CacheCount("product", 1, 0, 1)));
    }

    [Fact]
    public async Task Statistics_AreWrittenWhenTheSiloStops()
    {
        await using var scope = await fixture.Open();
        using var metrics = new CacheMetrics(Meters);
        await using var cache = Cache(scope.Database, metrics);
        var statistics = new CacheStatistics(scope.Database);
        using var service = Statistics(metrics, statistics);
        await service.StartAsync(Ct);
        await Get(cache);
        await service.StopAsync(Ct);
        var day = DateOnly.FromDateTime(StorageFixture.Now.UtcDateTime);
        (await statistics.Read(day, day, Ct)).Should().ContainSingle();
    }

    [Fact]
    public async Task Purge_ThatWasMissed_IsMadeUpForAtTheStartAndThenDoneAtThree()
    {
        await using var scope = await fixture.Open();
        var cache = Shared(scope.Database);
        await cache.SetAsync("ended", [1], new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromSeconds(1) }, Ct);
        await cache.SetAsync("later", [1], new() { AbsoluteExpirationRelativeToNow = TimeSpan.FromHours(1) }, Ct);
        _time.Advance(TimeSpan.FromSeconds(2));
        using var service = Purging(scope.Database);
        await service.StartAsync(Ct);
        await Keys(scope, "later");
        await UntilWritten(scope, "2026-11-24T03:00:00Z");
        // At 12:00 it waits for 15 h; a silo that looks before that does nothing.
        _time.Advance(TimeSpan.FromHours(14));
        (await Purging(scope.Database).Once(Ct)).Should().BeTrue();
        await Keys(scope, "later");
        while (await scope.Scalar<long>("select count(*) from cache_entries") > 0)
        {
            _time.Advance(TimeSpan.FromMinutes(10));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
        }

        await UntilWritten(scope, "2026-11-25T03:00:00Z");
        await service.StopAsync(Ct);
    }

    [Fact]
    public async Task Purge_WhileTheDatabaseIsAway_IsTriedAgain()
    {
        await using var scope = await fixture.Open();
        await scope.Execute("alter table cache_upkeep rename to cache_upkeep_away");
        using var service = Purging(scope.Database);
        (await service.Once(Ct)).Should().BeFalse();
        await scope.Execute("alter table cache_upkeep_away rename to cache_upkeep");
        (await service.Once(Ct)).Should().BeTrue();
    }

    private static async Task Keys(StorageScope scope, string expected)
    {
        while (await scope.Scalar<string>("select string_agg(key, ' ' order by key) from cache_entries") != expected)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
        }
    }

    private static async Task UntilWritten(StorageScope scope, string due)
    {
        const string sql = "select exists (select 1 from cache_upkeep where done_for >= @due::timestamptz)";
        while (!await scope.Scalar<bool>(sql, new { due }))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Ct);
        }
    }

    private async Task<Product> Get(PlatformCache cache)
    {
        var found = await cache.GetProducts(_platform, new("account", "key", "secret"), new("1"), null, Ct);
        return found.Products[0].Outcome.Value!;
    }

    private SharedCache Shared(HubDatabase database) =>
        new(database, new DatabaseClock(_time), new(), _time, NullLogger<SharedCache>.Instance);

    private PlatformCache Cache(HubDatabase database, CacheMetrics? metrics = null) =>
        new(
            Shared(database),
            new(),
            metrics ?? new CacheMetrics(Meters),
            new DatabaseClock(_time),
            _time,
            NullLoggerFactory.Instance
        );

    private CacheStatisticsService Statistics(CacheMetrics metrics, CacheStatistics statistics) =>
        new(metrics, statistics, new(), new DatabaseClock(_time), _time, NullLogger<CacheStatisticsService>.Instance);

    private CachePurgeService Purging(HubDatabase database) =>
        new(new CachePurge(database), new(), new DatabaseClock(_time), _time, NullLogger<CachePurgeService>.Instance);

    private sealed class CountedPlatform : IProductDetails
    {
        private int _calls;

        public int Calls => _calls;

        public ConnectorDeclaration Declaration { get; } =
            new()
            {
                Platform = "shop",
                DisplayName = "Shop",
                BaseUrls = [],
                TimeZoneId = "UTC",
                AppKinds = [new("seller", "all", 1, NeedsToken: false)],
            };

        public Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct)
        {
            Interlocked.Increment(ref _calls);
            return Task.FromResult<ProductResult[]>([
                .. query.Ids.Select(id => new ProductResult(
                    id,
                    new Product
                    {
                        Platform = "shop",
                        Id = id,
                        Titles = [new("zh", "商品")],
                        Prices = [new(new(9.90m, "CNY"))],
                        Raw = [new([1, 2], "application/json")],
                    }
                )),
            ]);
        }
    }
}
