using Integration.Platforms;

namespace Integration.Collections;

/// <summary>Links that only a call of the platform resolves.</summary>
public sealed class CollectionLinkTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_OfALinkThatThePlatformResolves_AsksOnceAndCountsTheCall()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(await Begin(scope, 7));

        (ended.State, ended.Collected, ended.Calls).Should().Be((CollectionState.Completed, 1, 2L));
        shop.Resolved.Should().Equal("https://p.somewhere.example/7");
        shop.Queries.Single().Ids.Should().Equal("7");
    }

    [Fact]
    public async Task Run_ResolvedAddressIsAShortLink_FollowsItOn()
    {
        var shop = new ShopConnector { Resolve = static _ => new Uri("https://s.somewhere.example/8") };
        await using var scope = await CollectionScope.Open(fixture, shop);

        (await scope.RunToTheEnd(await Begin(scope, 7))).Collected.Should().Be(1);

        shop.Queries.Single().Ids.Should().Equal("8");
    }

    [Fact]
    public async Task Run_EndedBetweenTheLinkAndItsProduct_DoesNotResolveItAgain()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await Begin(scope, 7);
        using var crash = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        shop.Before = async (_, ct) =>
        {
            await crash.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, scope.Time, ct);
        };
        await scope.Runner().Run(row.Shown.Id, crash.Token);
        (await scope.Desk.Items(row.Shown.Id)).Single().ProductId.Should().Be("7");

        shop.Before = static (_, _) => Task.CompletedTask;
        (await scope.RunToTheEnd(row)).Collected.Should().Be(1);

        shop.Resolved.Should().ContainSingle();
    }

    [Theory]
    [InlineData("https://elsewhere.example/1", "which is no host of somewhere")]
    [InlineData("https://item.elsewhere.example/1", "which is no host of somewhere")]
    public async Task Run_ResolvedAddressIsNoProductOfThePlatform_FailsTheItemAlone(string address, string detail)
    {
        var shop = new ShopConnector();
        var usual = shop.Resolve;
        shop.Resolve = link => link.EndsWith("/7", StringComparison.Ordinal) ? new Uri(address) : usual(link);
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await Begin(scope, 7, 8);

        var ended = await scope.RunToTheEnd(row);

        (ended.Collected, ended.Failed).Should().Be((1, 1));
        var item = (await scope.Desk.Items(row.Shown.Id))[0];
        (item.FailureReason, item.Attempts).Should().Be(((FailureReason?)FailureReason.InvalidAnswer, 1));
        item.Detail.Should().Contain(detail);
    }

    [Fact]
    public async Task Run_ALinkIsRefusedForGood_FailsItWithThePlatformsWords()
    {
        var refused = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidRequest, "It has run out.");
        var shop = new ShopConnector { Resolve = _ => refused };
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await Begin(scope, 7);

        var ended = await scope.RunToTheEnd(row);

        (ended.State, ended.Failed, ended.Calls).Should().Be((CollectionState.Completed, 1, 1L));
        (await scope.Desk.Items(row.Shown.Id)).Single().Detail.Should().Be("p.somewhere.example: It has run out.");
        shop.Resolved.Should().ContainSingle();
    }

    [Fact]
    public async Task Run_ThePlatformSaysTooMany_PausesTheWholeCollection()
    {
        var wait = TimeSpan.FromMinutes(3);
        var busy = new PlatformFailure(FailureKind.Throttled, FailureReason.RateLimit, "Too many.")
        {
            RetryAfter = wait,
            HttpStatus = 200,
        };
        var shop = new ShopConnector();
        var usual = shop.Resolve;
        shop.Resolve = _ => busy;
        await using var scope = await CollectionScope.Open(fixture, shop);
        scope.Options.BatchesInFlight = 1;
        var row = await Begin(scope, 7, 8, 9);

        await scope.Runner().Run(row.Shown.Id, Ct);
        await scope.Runner().Run(row.Shown.Id, Ct);
        shop.Resolved.Should().ContainSingle("the platform is not asked while it wants to rest");
        (await scope.Desk.Table.Due(scope.Clock.UtcNow() + wait - TimeSpan.FromSeconds(1), Ct)).Should().BeEmpty();
        (await scope.Desk.Items(row.Shown.Id)).Select(static item => item.Attempts).Should().Equal(1, 0, 0);

        shop.Resolve = usual;
        scope.Time.Advance(wait + TimeSpan.FromSeconds(1));
        var ended = await scope.RunToTheEnd(row);
        (ended.Collected, ended.Calls).Should().Be((3, 5L));
    }

    [Fact]
    public async Task Run_TheQuotaOfTheCallAloneIsUsedUp_CollectsTheOthersMeanwhile()
    {
        var quota = new PlatformFailure(FailureKind.Throttled, FailureReason.RateLimit, "No more today.")
        {
            RetryAfter = TimeSpan.FromHours(5),
            IsOfCallAlone = true,
        };
        var shop = new ShopConnector { Resolve = _ => quota };
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin(
            new CollectionRequest
            {
                Account = CollectionScope.AccountId,
                Ids = ["1"],
                Links = ["https://p.somewhere.example/7"],
            }
        );

        await scope.Runner().Run(row.Shown.Id, Ct);

        var now = (await scope.Read(row.Shown.Id)).Shown;
        (now.State, now.Collected, now.Waiting).Should().Be((CollectionState.Running, 1, 1));
        (await scope.Desk.Items(row.Shown.Id))[1].Attempts.Should().Be(0, "the hub held it back");
    }

    [Fact]
    public async Task Run_ThePlatformRefusesTheAccount_EndsWithoutAskingOn()
    {
        var refused = new PlatformFailure(FailureKind.Permanent, FailureReason.BadCredentials, "The secret is wrong.");
        var shop = new ShopConnector { Resolve = _ => refused };
        await using var scope = await CollectionScope.Open(fixture, shop);
        scope.Options.BatchesInFlight = 1;

        var ended = await scope.RunToTheEnd(await Begin(scope, 7, 8, 9));

        (ended.State, ended.Failed, ended.Error).Should().Be((CollectionState.Failed, 3, "The secret is wrong."));
        shop.Resolved.Should().ContainSingle();
    }

    [Fact]
    public async Task Run_ByAKindOfAppThatResolvesNone_SaysWhichKindDoes()
    {
        var shop = new ShopConnector();
        var account = new AccountCredentials(CollectionScope.AccountId, "key", "secret") { AppKind = "domestic" };
        await using var scope = await CollectionScope.Open(fixture, shop, account);
        var row = await Begin(scope, 7);

        (await scope.RunToTheEnd(row)).Calls.Should().Be(0);

        var item = (await scope.Desk.Items(row.Shown.Id)).Single();
        item.FailureReason.Should().Be(FailureReason.Unsupported);
        item.Detail.Should().Contain("only an app of the kind seller");
        shop.Resolved.Should().BeEmpty();
    }

    private static Task<CollectionRow> Begin(CollectionScope scope, params int[] products) =>
        scope.Begin(
            new CollectionRequest
            {
                Account = CollectionScope.AccountId,
                Links = Array.ConvertAll(products, static n => $"https://p.somewhere.example/{n}"),
            }
        );
}
