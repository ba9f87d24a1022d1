namespace Integration.Collections;

/// <summary>Collections in several languages and currencies.</summary>
public sealed class CollectionViewTests(StorageFixture fixture)
{
    [Fact]
    public async Task Run_InTwoCurrencies_AsksInEach()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin(
            new CollectionRequest
            {
                Account = CollectionScope.AccountId,
                Ids = ["1"],
                Languages = ["zh", "en"],
                Currencies = ["usd", "CNY", "USD"],
            }
        );

        (await scope.RunToTheEnd(row)).Calls.Should().Be(4);

        shop.Queries.Select(query => (query.Language, query.Currency))
            .Should()
            .Equal(("zh", "CNY"), ("en", "CNY"), ("zh", "USD"), ("en", "USD"));
        (await scope.Desk.Find("1"))!.Currency.Should().Be("CNY,USD");
    }

    [Fact]
    public async Task Run_InTwoLanguages_MergesWhatTwoQueriesGave()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin(
            new CollectionRequest
            {
                Account = CollectionScope.AccountId,
                Ids = ["1"],
                Languages = ["ZH", "en"],
                Currency = "usd",
            }
        );

        (await scope.RunToTheEnd(row)).Calls.Should().Be(2);

        shop.Queries.Select(query => (query.Language, query.Currency)).Should().Equal(("zh", "USD"), ("en", "USD"));
        var product = (await scope.Desk.Find("1"))!.Product;
        product
            .GetProperty("titles")
            .EnumerateArray()
            .Select(title => title.GetProperty("text").GetString())
            .Should()
            .Equal("Cup zh", "Cup en");
    }
}
