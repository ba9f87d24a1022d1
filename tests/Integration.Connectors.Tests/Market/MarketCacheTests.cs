using Integration.Caching;
using Integration.Platforms;

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
        await Read(scope, Ids(1, 15));
        var results = await Read(scope, Ids(1, 20));
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
        var results = await Read(scope, Ids(1, 50));
        results.Count(result => result.Outcome.Succeeded).Should().Be(45);
        results[45..].Should().OnlyContain(result => result.Outcome.Failure!.Reason == FailureReason.Gone);
        scope.Server.CallsOf("product.get").Should().Be(3);
        await Read(scope, Ids(1, 50));
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
        (await Read(scope, ids)).Should().OnlyContain(result => result.Outcome.Succeeded);
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
        await Read(scope, ["1"]);
        var written = await scope.All([scope.SetStock("1", 42)]);
        written[0].Succeeded.Should().BeTrue();
        var after = await Read(scope, ["1"]);
        after[0].Outcome.Value!.Variants[0].Stock[0].Quantity.Should().Be(42);
    }

    private static async Task<StockResult> OneLevel(MarketScope scope, string id)
    {
        var connector = (IStockUpdate)scope.Details;
        return (await connector.UpdateStock(MarketScope.Account, [new(id, 5) { VariantId = "1" }], Ct))[0];
    }

    private static async Task<ProductReading[]> Read(MarketScope scope, string[] ids) =>
        (await scope.Cache.GetProducts(scope.Details, MarketScope.Account, new(ids), notBefore: null, Ct)).Products;

    private static string[] Ids(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
}
