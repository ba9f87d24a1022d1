using Integration.Pipeline;
using Integration.Platforms;

namespace Integration.Caching;

public sealed class PlatformCacheTests
{
    private static readonly PlatformFailure Busy = new(FailureKind.Transient, FailureReason.Platform, "busy");
    private static readonly PlatformFailure Gone = new(FailureKind.Permanent, FailureReason.Gone, "gone");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Product_AskedForAgain_IsTheSameWithoutACall()
    {
        await using var scope = new CacheScope();
        var first = await scope.Get("1");
        var second = await scope.Get("1");
        second.Value.Should().BeSameAs(first.Value, "memory holds the object itself");
        scope.Shop.Calls.Should().ContainSingle();
        scope.Metrics.Drain().Should().Equal(new CacheCount("product", 1, 0, 1));
        scope.Metrics.Drain().Should().BeEmpty();
    }

    [Fact]
    public async Task Product_KnownToAnotherSilo_ComesWholeFromTheSharedLevel()
    {
        await using var scope = new CacheScope();
        var first = await scope.Get("1");
        await using var other = scope.Silo(scope.Metrics);
        (await scope.Get("1", other)).Value.Should().BeEquivalentTo(first.Value);
        scope.Shop.Calls.Should().ContainSingle();
        scope.Metrics.Drain().Should().Equal(new CacheCount("product", 0, 1, 1));
    }

    [Fact]
    public async Task Product_AskedForByAHundredAtOnce_IsOneCall()
    {
        await using var scope = new CacheScope();
        var open = new TaskCompletionSource();
        scope.Shop.Open = open.Task;
        var asked = Enumerable.Range(0, 100).Select(_ => scope.Get("1")).ToArray();
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty && scope.Cache.Waiting == 100);
        open.SetResult();
        var found = await Task.WhenAll(asked);
        found.Should().OnlyContain(one => one.Succeeded);
        scope.Shop.Calls.Should().ContainSingle();
        scope.Metrics.Drain().Should().Equal(new CacheCount("product", 99, 0, 1));
    }

    [Fact]
    public async Task Failure_IsToldToAllWhoWaitAndNotKept()
    {
        await using var scope = new CacheScope();
        var open = new TaskCompletionSource();
        scope.Shop.Open = open.Task;
        scope.Shop.Answer = _ => Busy;
        var asked = Enumerable.Range(0, 10).Select(_ => scope.Get("1")).ToArray();
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty && scope.Cache.Waiting == 10);
        open.SetResult();
        (await Task.WhenAll(asked)).Should().OnlyContain(one => one.Failure == Busy);
        scope.Shop.Answer = id => CountedShop.ProductOf(id, 1);
        scope.Shared.Count.Should().Be(0);
        (await scope.Get("1")).Succeeded.Should().BeTrue();
        scope.Shared.Count.Should().Be(1);
    }

    [Fact]
    public async Task Gone_IsKeptForAShortTime()
    {
        await using var scope = new CacheScope();
        scope.Shop.Answer = _ => Gone;
        (await scope.Get("1")).Failure.Should().Be(Gone);
        (await scope.Get("1")).Failure.Should().Be(Gone);
        scope.Shop.Calls.Should().ContainSingle();
        scope.Time.Advance(scope.Options.GoneLifetime);
        scope.Shop.Answer = id => CountedShop.ProductOf(id, 1);
        (await scope.Get("1")).Succeeded.Should().BeTrue();
        scope.Shop.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task Product_AfterItsLifetime_IsAskedForAgain()
    {
        await using var scope = new CacheScope();
        await scope.Get("1");
        scope.Time.Advance(scope.Options.ProductLifetime - TimeSpan.FromSeconds(1));
        await scope.Get("1");
        scope.Shop.Calls.Should().ContainSingle("the shared level has it longer than memory");
        scope.Time.Advance(TimeSpan.FromSeconds(1));
        await scope.Get("1");
        scope.Shop.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task Product_OfAnotherAccountKindLanguageOrCurrency_IsAnother()
    {
        await using var scope = new CacheScope();
        await scope.Get("1");
        await scope.Get("1", account: CacheScope.Account with { AccountId = "account-2" });
        await scope.Get("1", account: CacheScope.Account with { AppKind = "buyer" });
        await scope.Get("1", language: "en");
        await scope.Get("1", currency: "USD");
        scope.Shop.Calls.Should().HaveCount(5);
        await scope.Get("1", language: "EN");
        await scope.Get("1", currency: "usd");
        await scope.Get("1", account: CacheScope.Account with { AppKind = "seller" });
        scope.Shop.Calls.Should().HaveCount(5, "these are only other spellings");
    }

    [Fact]
    public async Task Caller_WhoCancels_HarmsNoOther()
    {
        await using var scope = new CacheScope();
        var open = new TaskCompletionSource();
        scope.Shop.Open = open.Task;
        using var stop = new CancellationTokenSource();
        var cancelled = scope.Cache.GetProducts(scope.Shop, CacheScope.Account, new("1"), null, stop.Token);
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty);
        var other = scope.Get("1");
        await Patience.Until(() => scope.Cache.Waiting == 2);
        await stop.CancelAsync();
        await cancelled.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        open.SetResult();
        (await other).Succeeded.Should().BeTrue();
        scope.Shop.Calls.Should().ContainSingle();
    }

    [Fact]
    public async Task Product_ThatIsTooLarge_IsTakenButNotKept()
    {
        await using var scope = new CacheScope();
        scope.Shop.Answer = id => CountedShop.ProductOf(id, (scope.Options.MaxValueBytes / 4) + 1);
        (await scope.Get("1")).Succeeded.Should().BeTrue();
        (await scope.Get("1")).Succeeded.Should().BeTrue();
        scope.Shop.Calls.Should().HaveCount(2);
        scope.Cache.MemoryBytes.Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a|b c")]
    [InlineData("商品")]
    public async Task Product_OfAnOddId_IsAskedForAsItIs(string id)
    {
        await using var scope = new CacheScope();
        await scope.Get(id);
        scope.Shop.Calls.Single().Should().Equal(id);
        (await scope.Get(new string('x', 5000))).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Product_OlderThanAskedFor_IsAskedForAnewAndKeptInItsPlace()
    {
        await using var scope = new CacheScope();
        await scope.Get("1");
        var first = scope.Clock.UtcNow();
        scope.Time.Advance(TimeSpan.FromSeconds(30));
        (await scope.GetSince("1", first)).At.Should().Be(first);
        scope.Shop.Calls.Should().ContainSingle("what is kept is new enough");
        (await scope.GetSince("1", first + TimeSpan.FromSeconds(1))).At.Should().Be(scope.Clock.UtcNow());
        (await scope.GetSince("1", scope.Clock.UtcNow())).At.Should().Be(scope.Clock.UtcNow());
        scope.Shop.Calls.Should().HaveCount(2);
        scope.Metrics.Drain().Should().Equal(new CacheCount("product", 2, 0, 2));
    }

    [Fact]
    public async Task Call_ThatNobodyWaitsForAnyMore_IsCancelledAndNotJoined()
    {
        await using var scope = new CacheScope();
        scope.Shop.Open = new TaskCompletionSource().Task;
        using var stop = new CancellationTokenSource();
        var first = scope.Cache.GetProducts(scope.Shop, CacheScope.Account, new("1"), null, stop.Token);
        var second = scope.Cache.GetProducts(scope.Shop, CacheScope.Account, new("1"), null, stop.Token);
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty && scope.Cache.Waiting == 2);
        await stop.CancelAsync();
        await first.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await second.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await Patience.Until(() => scope.Shop.Cancelled == 1);
        scope.Shop.Open = Task.CompletedTask;
        (await scope.Get("1")).Succeeded.Should().BeTrue();
        scope.Shop.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task Bug_OfTheConnector_ReachesAllWhoWaitAndIsNotKept()
    {
        await using var scope = new CacheScope();
        var open = new TaskCompletionSource();
        scope.Shop.Open = open.Task;
        var asked = Enumerable.Range(0, 3).Select(_ => scope.Get("1")).ToArray();
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty && scope.Cache.Waiting == 3);
        open.SetException(new InvalidOperationException("A bug."));
        foreach (var one in asked)
        {
            (await one.Invoking(task => task).Should().ThrowAsync<InvalidOperationException>()).WithMessage("A bug.");
        }

        scope.Shop.Open = Task.CompletedTask;
        (await scope.Get("1")).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task Products_ThatTwoCallersWantInPart_AreEachAskedForOnce()
    {
        await using var scope = new CacheScope();
        var account = CacheScope.Account with { AppKind = "wholesale" };
        var open = new TaskCompletionSource();
        scope.Shop.Open = open.Task;
        var first = scope.Cache.GetProducts(scope.Shop, account, new("1", "2", "3"), null, Ct);
        await Patience.Until(() => scope.Shop.Calls.Count == 1);
        var second = scope.Cache.GetProducts(scope.Shop, account, new("3", "4", "2", "5"), null, Ct);
        await Patience.Until(() => scope.Shop.Calls.Count == 2);
        open.SetResult();
        (await first).Products.Select(one => one.Id).Should().Equal("1", "2", "3");
        (await second).Products.Select(one => one.Id).Should().Equal("3", "4", "2", "5");
        ((await first).Calls, (await second).Calls).Should().Be((1, 1));
        scope
            .Shop.Calls.Should()
            .BeEquivalentTo<string[]>([
                ["1", "2", "3"],
                ["4", "5"],
            ]);
        scope.Metrics.Drain().Should().Equal(new CacheCount("product", 2, 0, 5));
    }

    [Fact]
    public async Task Product_ThatTheAnswerLeftOut_IsAFailureOfItsOwn()
    {
        await using var scope = new CacheScope();
        var account = CacheScope.Account with { AppKind = "wholesale" };
        scope.Shop.LeavesOut = "2";
        var found = (await scope.Cache.GetProducts(scope.Shop, account, new("1", "2"), null, Ct)).Products;
        found[0].Outcome.Succeeded.Should().BeTrue();
        found[1].Outcome.Failure!.Kind.Should().Be(FailureKind.Transient);
    }

    [Fact]
    public async Task LookUps_AreToldByAccount()
    {
        await using var scope = new CacheScope();
        var observer = new RecordingObserver();
        using var metrics = new CacheMetrics(scope.Meters, observer);
        await using var silo = scope.Silo(metrics);
        await scope.Get("1", silo);
        await scope.Get("1", silo);
        await scope.Get("1", silo, CacheScope.Account with { AccountId = "account-2" });
        observer.Lookups.Should().Equal(("account-1", false), ("account-1", true), ("account-2", false));
    }

    [Fact]
    public async Task SharedLevel_ThatIsAway_LeavesMemoryAndSource()
    {
        await using var scope = new CacheScope();
        scope.Shared.IsAway = true;
        (await scope.Get("1")).Succeeded.Should().BeTrue();
        (await scope.Get("1")).Succeeded.Should().BeTrue();
        scope.Shop.Calls.Should().ContainSingle();
    }
}
