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
        await Patience.Until(() => scope.Shared.Count == 1);
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
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty);
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
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty);
        open.SetResult();
        (await Task.WhenAll(asked)).Should().OnlyContain(one => one.Failure == Busy);
        scope.Shop.Answer = id => CountedShop.ProductOf(id, 1);
        (await scope.Get("1")).Succeeded.Should().BeTrue();
        scope.Shared.Count.Should().BeLessThan(2);
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
    public async Task Product_OfAnotherAccountKindOrLanguage_IsAnother()
    {
        await using var scope = new CacheScope();
        await scope.Get("1");
        await scope.Get("1", account: CacheScope.Account with { AccountId = "account-2" });
        await scope.Get("1", account: CacheScope.Account with { AppKind = "buyer" });
        await scope.Get("1", language: "en");
        scope.Shop.Calls.Should().HaveCount(4);
        await scope.Get("1", language: "EN");
        await scope.Get("1", account: CacheScope.Account with { AppKind = "seller" });
        scope.Shop.Calls.Should().HaveCount(4, "these are only other spellings");
    }

    [Fact]
    public async Task Write_RemovesTheProductInAllItsWaysAndNoOther()
    {
        await using var scope = new CacheScope();
        await using var other = scope.Silo();
        await scope.Get("1");
        await scope.Get("1", language: "en");
        await scope.Get("2");
        await scope.Get("1", account: CacheScope.Account with { AccountId = "account-2" });
        await scope.Cache.Changed("shop", "account-1", ["1"]);
        await scope.Get("1");
        await scope.Get("1", language: "en");
        scope.Shop.Calls.Should().HaveCount(6);
        await scope.Get("2");
        await scope.Get("1", account: CacheScope.Account with { AccountId = "account-2" });
        scope.Shop.Calls.Should().HaveCount(6);
    }

    [Fact]
    public async Task Write_DuringARead_KeepsTheOldOneOut()
    {
        await using var scope = new CacheScope();
        var open = new TaskCompletionSource();
        scope.Shop.Open = open.Task;
        var asked = scope.Get("1");
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty);
        await scope.Cache.Changed("shop", "account-1", ["1"]);
        open.SetResult();
        (await asked).Succeeded.Should().BeTrue("it is told to those who asked before the write");
        await scope.Get("1");
        scope.Shop.Calls.Should().HaveCount(2);
    }

    [Fact]
    public async Task Caller_WhoCancels_HarmsNoOther()
    {
        await using var scope = new CacheScope();
        var open = new TaskCompletionSource();
        scope.Shop.Open = open.Task;
        using var stop = new CancellationTokenSource();
        var cancelled = scope.Cache.GetProducts(scope.Shop, CacheScope.Account, new("1"), stop.Token);
        await Patience.Until(() => !scope.Shop.Calls.IsEmpty);
        var other = scope.Get("1");
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
    public async Task Page_IsKeptUntilAWrite()
    {
        await using var scope = new CacheScope();
        var query = new ProductListQuery { PageSize = 2 };
        await scope.Cache.ListProducts(scope.Shop, CacheScope.Account, query, Ct);
        var again = await scope.Cache.ListProducts(scope.Shop, CacheScope.Account, query, Ct);
        (again.Value!.Items[0].Id, scope.Shop.ListCalls).Should().Be(("1", 1));
        await scope.Cache.ListProducts(scope.Shop, CacheScope.Account, query with { Cursor = "2" }, Ct);
        scope.Shop.ListCalls.Should().Be(2);
        scope.Time.Advance(TimeSpan.FromSeconds(1));
        await scope.Cache.Changed("shop", "account-1", ["1"]);
        var fresh = await scope.Cache.ListProducts(scope.Shop, CacheScope.Account, query, Ct);
        fresh.Value!.Items[0].Id.Should().Be("3");
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
