using Integration.Batching;
using Integration.Caching;
using Integration.Platforms;
using Integration.Time;
using Integration.Writes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Market;

/// <summary>Reads through the cache, counted by the platform (P9, P11).</summary>
public sealed class MarketCacheTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Products_OfWhichMostAreKept_AskForTheRestInOneCall()
    {
        await using var scope = await MarketScope.Start();
        scope.Server.Shop.Fill(30);
        await using var cache = Cache(scope);
        await Read(scope, cache, Ids(1, 15));
        var results = await Read(scope, cache, Ids(1, 20));
        results.Select(result => result.Id).Should().Equal(Ids(1, 20));
        results.Should().OnlyContain(result => result.Outcome.Succeeded && result.Outcome.Value!.Id == result.Id);
        var calls = scope.Server.Calls.ToArray();
        calls.Select(call => call.Keys.Length).Should().Equal(15, 5);
        calls[1].Keys.Should().BeEquivalentTo(Ids(16, 5));
    }

    [Fact]
    public async Task Products_MoreThanACallTakes_AreSplit()
    {
        await using var scope = await MarketScope.Start();
        scope.Server.Shop.Fill(45);
        await using var cache = Cache(scope);
        var results = await Read(scope, cache, Ids(1, 50));
        results.Count(result => result.Outcome.Succeeded).Should().Be(45);
        results[45..].Should().OnlyContain(result => result.Outcome.Failure!.Reason == FailureReason.Gone);
        scope.Server.CallsOf("product.get").Should().Be(3);
        await Read(scope, cache, Ids(1, 50));
        scope.Server.CallsOf("product.get").Should().Be(3, "gone ones are kept for a while too");
    }

    [Fact]
    public async Task Sync_OfTwoThousandThroughBoth_MakesATenthOfTheCallsOrFewer()
    {
        const int products = 2_000;
        await using var scope = await MarketScope.Start();
        scope.Server.Shop.Fill(products);
        string[] ids = Ids(1, products);
        foreach (var id in ids)
        {
            (await scope.Details.GetProducts(MarketScope.Account, new(id), Ct))[0].Outcome.Succeeded.Should().BeTrue();
            (await OneLevel(scope, id)).Outcome.Succeeded.Should().BeTrue();
        }

        var oneByOne = scope.Server.Calls.Count;
        scope.Server.Calls.Clear();
        await using var cache = Cache(scope);
        (await Read(scope, cache, ids)).Should().OnlyContain(result => result.Outcome.Succeeded);
        var levels = await scope.All(ids.Select(id => scope.SetStock(id, 7)).ToArray());
        levels.Should().OnlyContain(level => level.Succeeded);
        oneByOne.Should().Be(2 * products);
        scope.Server.Calls.Should().HaveCount((products / 20) + (products / 100));
        scope.Server.Calls.Count.Should().BeLessThanOrEqualTo(oneByOne / 10);
    }

    [Fact]
    public async Task Product_ThatIsWritten_IsReadAnew()
    {
        await using var scope = await MarketScope.Start();
        scope.Server.Shop.Fill(1);
        await using var cache = Cache(scope);
        await Read(scope, cache, ["1"]);
        await using var writes = new PlatformWrites(
            scope.Catalogue,
            new(),
            new BatchMetrics(scope.Meters),
            [cache],
            scope.Time,
            new Random(1)
        );
        var written = await scope.All([
            writes.UpdateStock("market", MarketScope.Account, new("1", 42) { VariantId = "1" }, Ct),
        ]);
        written[0].Succeeded.Should().BeTrue();
        var after = await Read(scope, cache, ["1"]);
        after[0].Outcome.Value!.Variants[0].Stock[0].Quantity.Should().Be(42);
    }

    private static async Task<StockResult> OneLevel(MarketScope scope, string id)
    {
        var connector = (IStockUpdate)scope.Details;
        return (await connector.UpdateStock(MarketScope.Account, [new(id, 5) { VariantId = "1" }], Ct))[0];
    }

    private static PlatformCache Cache(MarketScope scope) =>
        new(
            new MemorySharedCache(scope.Time),
            new(),
            new CacheMetrics(scope.Meters),
            new DatabaseClock(scope.Time),
            scope.Time,
            NullLoggerFactory.Instance
        );

    private static async Task<ProductReading[]> Read(MarketScope scope, PlatformCache cache, string[] ids) =>
        (await cache.GetProducts(scope.Details, MarketScope.Account, new(ids), notBefore: null, Ct)).Products;

    private static string[] Ids(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
}
