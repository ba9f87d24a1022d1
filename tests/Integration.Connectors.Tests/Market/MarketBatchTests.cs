using Integration.Platforms;

namespace Integration.Market;

/// <summary>Writes through the optimiser, counted by the platform (P8, P11).</summary>
public sealed class MarketBatchTests
{
    [Fact]
    public async Task Products_AThousandInBatchesOfFifty_AreTwentyCalls()
    {
        await using var scope = await MarketScope.Start();
        var written = await scope.All(Codes(1000).Select(scope.Create).ToArray());
        written.Should().OnlyContain(one => one.Succeeded);
        written.Select(one => one.Value!.Id).Should().OnlyHaveUniqueItems();
        scope.Server.Calls.Should().HaveCount(20);
        (scope.Server.Shop.Count, scope.Server.Refused).Should().Be((1000, 0));
    }

    [Fact]
    public async Task Products_WithThreeBadOnes_GiveThreeFailuresAndRepeatOnlyWhatDeservesIt()
    {
        await using var scope = await MarketScope.Start();
        string[] bad = ["code-7", "code-333", "code-999"];
        string[] locked = [.. Codes(1000).Where((_, at) => at % 50 == 20)];
        scope.Server.Shop.Banned.UnionWith(bad);
        scope.Server.Shop.LockedOnce.UnionWith(locked);
        string[] codes = [.. Codes(1000)];
        var written = await scope.All(codes.Select(scope.Create).ToArray());
        codes
            .Zip(written)
            .Where(one => !one.Second.Succeeded)
            .Select(one => (one.First, one.Second.Failure!.Kind, one.Second.Failure.Code))
            .Should()
            .Equal(bad.Select(code => (code, FailureKind.Permanent, (string?)"banned_word")));
        var full = scope.Server.Calls.Where(call => call.Keys.Length == 50).ToArray();
        full.SelectMany(call => call.Keys).Should().BeEquivalentTo(codes);
        var repeated = scope.Server.Calls.Except(full).SelectMany(call => call.Keys);
        repeated.Should().BeEquivalentTo(locked, "each of them once more, and no other");
        scope.Server.Shop.Count.Should().Be(997);
    }

    [Fact]
    public async Task Products_WhoseAnswerWasCut_AreSentAgainAndMadeOnce()
    {
        await using var scope = await MarketScope.Start();
        scope.Server.CutAnswers = 1;
        var written = await scope.All(Codes(50).Select(scope.Create).ToArray());
        written.Should().OnlyContain(one => one.Succeeded && one.Value!.Existed);
        (scope.Server.Shop.Count, scope.Server.CallsOf("product.create")).Should().Be((50, 2));
    }

    [Fact]
    public async Task Products_OfAnAccountThatIsThrottled_WaitTogether()
    {
        await using var scope = await MarketScope.Start();
        scope.Server.TooMany = 1;
        var written = await scope.All(Codes(50).Select(scope.Create).ToArray());
        written.Should().OnlyContain(one => one.Succeeded);
        scope.Server.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task Products_OfAWrongToken_AreToldAtOnceAndNotRepeated()
    {
        await using var scope = await MarketScope.Start();
        var account = MarketScope.Account with { AccessToken = "old" };
        var draft = MarketScope.Draft("a");
        var written = await scope.All([scope.Writes.CreateProduct("market", account, draft, CancellationToken.None)]);
        written[0].Failure!.Kind.Should().Be(FailureKind.Unauthorised);
        scope.Server.Refused.Should().Be(1);
    }

    [Fact]
    public async Task Changes_OfProducts_AreGathered()
    {
        await using var scope = await MarketScope.Start();
        scope.Server.Shop.Fill(60);
        var sent = Enumerable
            .Range(1, 61)
            .Select(id => MarketScope.Draft($"new-{id}") with { Id = $"{id}" })
            .Select(draft => scope.Writes.UpdateProduct("market", MarketScope.Account, draft, CancellationToken.None));
        var written = await scope.All(sent.ToArray());
        written[..60].Should().OnlyContain(one => one.Succeeded);
        written[60].Failure!.Reason.Should().Be(FailureReason.Gone);
        scope.Server.CallsOf("product.update").Should().Be(2);
    }

    [Fact]
    public async Task Changes_OfOneProductThatWait_AreJoinedAndNoneIsLost()
    {
        await using var scope = await MarketScope.Start();
        scope.Server.Shop.Fill(1);
        var title = new ProductDraft("a") { Id = "1", Titles = [new("zh", "新")] };
        var images = new ProductDraft("a") { Id = "1", Images = [new("https://img.example.com/new.jpg")] };
        var newest = new ProductDraft("a") { Id = "1", Titles = [new("zh", "最新")] };
        var sent = new[] { title, images, newest }.Select(draft =>
            scope.Writes.UpdateProduct("market", MarketScope.Account, draft, CancellationToken.None)
        );
        (await scope.All(sent.ToArray())).Should().OnlyContain(one => one.Succeeded);
        scope.Server.Calls.Should().ContainSingle();
        var found = await scope.Details.GetProducts(MarketScope.Account, new("1"), CancellationToken.None);
        var product = found[0].Outcome.Value!;
        product.Titles.Single().Text.Should().Be("最新");
        product.Images.Single().Url.Should().EndWith("new.jpg");
    }

    [Fact]
    public async Task Stock_OfOneProductTwice_IsTheLastOneInOneCall()
    {
        await using var scope = await MarketScope.Start();
        scope.Server.Shop.Fill(2);
        var levels = await scope.All([scope.SetStock("1", 5), scope.SetStock("2", 9), scope.SetStock("1", 3)]);
        levels.Select(one => one.Value!.Quantity).Should().Equal(3, 9, 3);
        scope.Server.Calls.Should().ContainSingle();
        (scope.Server.Shop.StockOf("1"), scope.Server.Shop.StockOf("2")).Should().Be((3, 9));
    }

    [Fact]
    public async Task Orders_OfWhichAnAnswerWasCut_AreSentAgainAndPlacedOnce()
    {
        await using var scope = await MarketScope.Start();
        scope.Server.CutAnswers = 1;
        scope.Server.Shop.Banned.Add("code-7");
        string[] numbers = [.. Codes(100)];
        var placed = await scope.All(numbers.Select(scope.Place).ToArray());
        numbers.Zip(placed).Where(one => !one.Second.Succeeded).Select(one => one.First).Should().Equal("code-7");
        placed
            .Count(one => one.Value is { Existed: true })
            .Should()
            .BeInRange(19, 20, "the call that was cut is made again");
        (scope.Server.Shop.Orders.Count, scope.Server.Calls.Count).Should().Be((99, 6));
    }

    [Theory]
    [InlineData("market", "buyer")]
    [InlineData("nowhere", null)]
    public async Task Writes_WhereTheyAreNotPossible_AreRefusedWithoutACall(string platform, string? kind)
    {
        await using var scope = await MarketScope.Start();
        var account = MarketScope.Account with { AppKind = kind };
        var stock = await scope.Writes.UpdateStock(platform, account, new("1", 1), CancellationToken.None);
        stock.Failure!.Reason.Should().Be(FailureReason.Unsupported);
        var order = await scope.Writes.PushOrder(platform, account, MarketScope.Order("1"), CancellationToken.None);
        order.Failure!.Reason.Should().Be(FailureReason.Unsupported);
        var none = await scope.Writes.UpdateStock("market", MarketScope.Account, new("1", -1), CancellationToken.None);
        none.Failure!.Reason.Should().Be(FailureReason.InvalidRequest);
        scope.Server.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task Queue_ThatIsFull_SaysWhenToComeAgain()
    {
        await using var scope = await MarketScope.Start(new() { MaxQueued = 1 });
        var first = scope.Create("a");
        var refused = await scope.Create("b");
        (refused.Failure!.Kind, refused.Failure.RetryAfter)
            .Should()
            .Be((FailureKind.Throttled, TimeSpan.FromSeconds(1)));
        (await scope.All([first]))[0].Succeeded.Should().BeTrue();
    }

    private static IEnumerable<string> Codes(int count) => Enumerable.Range(1, count).Select(code => $"code-{code}");
}
