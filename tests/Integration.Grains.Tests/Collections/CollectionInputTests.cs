using Integration.Platforms;
using Integration.Products;

namespace Integration.Collections;

public sealed class CollectionInputTests(StorageFixture fixture)
{
    [Fact]
    public async Task Links_LeadToProductsOrSayWhyNot()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin(
            new CollectionRequest
            {
                Account = CollectionScope.AccountId,
                Ids = ["1"],
                Links =
                [
                    "look at this https://item.somewhere.example/2 ！",
                    "https://s.somewhere.example/3",
                    "https://item.somewhere.example/1",
                    "https://item.elsewhere.example/1",
                    "no address at all",
                    "https://item.somewhere.example.evil.example/5",
                ],
            }
        );

        var ended = await scope.RunToTheEnd(row);

        (ended.Total, ended.Collected, ended.Failed).Should().Be((7, 4, 3));
        shop.Queries.SelectMany(query => query.Ids).Should().BeEquivalentTo("1", "2", "3");
        var items = await scope.Desk.Items(row.Shown.Id);
        items.Select(item => item.ProductId).Should().Equal("1", "2", "3", "1", null, null, null);
        items[4].Detail.Should().Be("It is a link of elsewhere, and the account is one of somewhere.");
        items[5].Detail.Should().Be("There is no address of a product of a known platform in it.");
        items.Skip(4).Should().OnlyContain(item => item.FailureReason == FailureReason.InvalidRequest);
    }

    [Fact]
    public async Task Shop_IsReadPageByPageToItsEnd()
    {
        var shop = new ShopConnector
        {
            Page = static cursor =>
                cursor switch
                {
                    null => ShopConnector.PageOf(["1", "2"], "b", total: 4),
                    "b" => ShopConnector.PageOf(["2", "3"], "c", total: 4),
                    _ => ShopConnector.PageOf(["4"], null, total: 4),
                },
        };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await scope.Begin(Shop));

        (ended.State, ended.Total, ended.Collected, ended.Calls, ended.Listed)
            .Should()
            .Be((CollectionState.Completed, 4, 4, 5L, true));
    }

    [Fact]
    public async Task Shop_APageFailsOnce_IsAskedForAgainFromThere()
    {
        var pages = new List<string?>();
        var shop = new ShopConnector();
        shop.Page = cursor =>
        {
            pages.Add(cursor);
            return pages.Count == 2 ? Passing
                : cursor is null ? ShopConnector.PageOf(["1"], "b", total: 2)
                : ShopConnector.PageOf(["2"], null, total: 2);
        };
        await using var scope = await CollectionScope.Open(fixture, shop);

        (await scope.RunToTheEnd(await scope.Begin(Shop))).Collected.Should().Be(2);

        pages.Should().Equal(null, "b", "b");
    }

    [Fact]
    public async Task Shop_ARowCannotBeRead_CollectsTheOthersAndSaysSo()
    {
        var failure = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidAnswer, "A row has no id.");
        var unread = new UnreadProduct(failure, new RawPayload([1], null));
        var shop = new ShopConnector { Page = _ => ShopConnector.PageOf(["1", "2"], null) with { Unread = [unread] } };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await scope.Begin(Shop));

        (ended.Total, ended.Collected, ended.Error).Should().Be((2, 2, "A row has no id. It is left out."));
    }

    [Fact]
    public async Task Shop_APageFailsForGood_CollectsWhatWasListedAndSaysSo()
    {
        var shop = new ShopConnector
        {
            Page = static cursor => cursor is null ? ShopConnector.PageOf(["1"], "b") : Passing,
        };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await scope.Begin(Shop));

        (ended.State, ended.Collected).Should().Be((CollectionState.Failed, 1));
        ended.Error.Should().Be("The shop's list could not be read. Given up after 5 attempts. No line.");
    }

    [Fact]
    public async Task Plan_OfAFaultyRequest_TellsEverythingAtOnce()
    {
        await using var scope = await CollectionScope.Open(fixture, new ShopConnector());
        var request = new CollectionRequest
        {
            Account = CollectionScope.AccountId,
            Ids = ["1", " ", new string('x', 129)],
            Links = ["a\0b"],
            Languages = ["fr", "not a language"],
            Currency = "EUR",
            MaxAge = "1 hour",
        };

        var problem = await Problem(scope, request);

        problem.Status.Should().Be(422);
        problem
            .Errors!.Keys.Should()
            .BeEquivalentTo("ids[1]", "ids[2]", "links[0]", "languages", "currency", "max_age");
    }

    [Theory]
    [InlineData("USD", "USD")]
    [InlineData(null)]
    [InlineData(null, "US$")]
    [InlineData(null, "USD", null)]
    [InlineData(null, "USD", "CNY", "JPY", "GBP", "CHF", "SEK")]
    public async Task Plan_InFaultyCurrencies_IsRefused(string? one, params string?[] several)
    {
        await using var scope = await CollectionScope.Open(fixture, new ShopConnector());
        var request = new CollectionRequest
        {
            Account = CollectionScope.AccountId,
            Ids = ["1"],
            Currency = one,
            Currencies = several!,
        };

        (await Problem(scope, request)).Errors!.Keys.Should().Equal("currencies");
    }

    [Theory]
    [InlineData("seller", true)]
    [InlineData("domestic", false)]
    public async Task Plan_InACurrency_IsRefusedWhereTheKindOfAppDoesNotGiveIt(string kind, bool isGiven)
    {
        var account = new AccountCredentials(CollectionScope.AccountId, "key", "secret") { AppKind = kind };
        await using var scope = await CollectionScope.Open(fixture, new ShopConnector(), account);
        var request = new CollectionRequest
        {
            Account = CollectionScope.AccountId,
            Ids = ["1"],
            Currency = "USD",
        };

        var plan = await scope.Planner.Plan(
            scope.Storage.NewId(),
            request,
            new("tester", null),
            scope.Clock.UtcNow(),
            TestContext.Current.CancellationToken
        );

        plan.Succeeded.Should().Be(isGiven);
        (plan.Problem?.Errors?.Keys ?? ["currency"]).Should().Equal("currency");
    }

    [Theory]
    [InlineData("nobody", "account")]
    [InlineData("Not An Id", "account")]
    [InlineData(CollectionScope.AccountId, "ids")]
    public async Task Plan_WithoutAccountOrItems_IsRefused(string account, string field)
    {
        await using var scope = await CollectionScope.Open(fixture, new ShopConnector());
        (await Problem(scope, new CollectionRequest { Account = account })).Errors!.Should().ContainKey(field);
    }

    [Fact]
    public async Task Plan_OfMoreItemsThanAllowed_IsRefused()
    {
        await using var scope = await CollectionScope.Open(fixture, new ShopConnector());
        scope.Options.MaxItems = 2;
        var request = new CollectionRequest
        {
            Account = CollectionScope.AccountId,
            Ids = ["1", "2"],
            Links = ["https://item.somewhere.example/2"],
        };
        (await Problem(scope, request)).Errors!["ids"].Single().Should().Contain("2 at most");
    }

    private static CollectionRequest Shop => new() { Account = CollectionScope.AccountId, Shop = true };

    private static PlatformFailure Passing => new(FailureKind.Transient, FailureReason.Network, "No line.");

    private static async Task<Problems.Problem> Problem(CollectionScope scope, CollectionRequest request)
    {
        var context = new Access.WriteContext("tester", null);
        var plan = await scope.Planner.Plan(
            scope.Storage.NewId(),
            request,
            context,
            scope.Clock.UtcNow(),
            CancellationToken.None
        );
        return plan.Problem!;
    }
}
