using Integration.Collections;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Conflicts;

public sealed class OwedWriterTests(StorageFixture fixture)
{
    private static readonly PlatformFailure s_busy = new(FailureKind.Transient, FailureReason.Platform, "busy");
    private readonly WritingConnector _platform = new();

    [Fact]
    public async Task Run_OfManyEdits_WritesEachOnceInTheFewestCalls()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        string[] ids = [.. Enumerable.Range(1, 60).Select(static n => $"{n}")];
        await scope.Desk.Sync([.. ids.Select(static id => ConflictDesk.Item(id))]);
        foreach (var id in ids)
        {
            await scope.Desk.Edit("""{"title":"Mug","stock":7}""", id);
        }

        await scope.WriteAll();
        await scope.WriteAll();

        _platform.Levels.SelectMany(static one => one).Select(static one => one.ProductId).Should().BeEquivalentTo(ids);
        _platform.Updates.SelectMany(static one => one).Select(static one => one.Id).Should().BeEquivalentTo(ids);
        _platform.Levels.Should().HaveCount(2, "50 in one call, and the rest");
        _platform.Updates.Should().HaveCount(2);
        (await scope.Desk.TheEdits()).Should().OnlyContain(static one => one.State == ProductEditState.Written);
    }

    [Fact]
    public async Task Run_OfOneProduct_SaysOnlyWhatWasEdited()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3), ("blue", 11, 4)));
        await scope.Desk.Edit(
            """{"title":"Mug","variants":{"red":{"price":{"amount":9,"currency":"EUR"}},"blue":{"stock":0}}}"""
        );

        await scope.WriteAll();

        var draft = _platform.Updates.Single().Single();
        (draft.Id, draft.Titles.Single()).Should().Be(("1", new LocalizedText("zh", "Mug")));
        draft
            .Variants.Select(static one => (one.Id, one.Prices.Single().Value))
            .Should()
            .Equal(("red", new Money(9, "EUR")));
        (draft.Prices, draft.Stock, draft.Images)
            .Should()
            .BeEquivalentTo((Array.Empty<ProductPrice>(), Array.Empty<StockLevel>(), Array.Empty<ProductImage>()));
        _platform.Levels.Single().Should().Equal(new StockChange("1", 0) { VariantId = "blue" });
    }

    [Fact]
    public async Task Run_OfOneProductOfWhichAnEditIsRefused_WritesTheOthers()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3), ("blue", 11, 4)));
        await scope.Desk.Edit(
            """
            {"title":"Mug","variants":{"red":{"price":{"amount":9,"currency":"EUR"}},"blue":{"price":{"amount":8,"currency":"EUR"}}}}
            """
        );
        var refused = new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidRequest, "no variant blue");
        _platform.ChangeRefusal = draft => draft.Variants.Any(one => one.Id == "blue") ? refused : null;

        await scope.WriteAll();

        _platform
            .Updates.Select(call => call.Single())
            .Select(draft => draft.Titles.Length + draft.Variants.Length)
            .Should()
            .Equal([3, 1, 1, 1], "together first, then each alone");
        (await scope.Desk.TheEdits())
            .Select(one => (one.State, one.Error))
            .Should()
            .BeEquivalentTo([
                (ProductEditState.Written, (string?)null),
                (ProductEditState.Written, null),
                (ProductEditState.Failed, "no variant blue"),
            ]);
    }

    [Fact]
    public async Task Run_OfTwoSilosAtOnce_WritesEachOnce()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item("1"), ConflictDesk.Item("2"));
        await scope.Desk.Edit("""{"stock":7}""", "1");
        await scope.Desk.Edit("""{"stock":7}""", "2");

        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => OwedScope.Write(scope.Writer(), TestContext.Current.CancellationToken))
        );

        _platform.Levels.SelectMany(static one => one).Should().HaveCount(2);
    }

    [Fact]
    public async Task Run_OfMoreAccountsThanAreWrittenToAtOnce_LetsThemTakeTurnsWithoutAWait()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        (scope.Desk.Options.AccountsAtOnce, scope.Desk.Options.WriteBatch) = (1, 1);
        string[] ids = ["1", "2", "3", "4"];
        await scope.Desk.Sync([.. ids.Select(static id => ConflictDesk.Item(id))]);
        foreach (var id in ids)
        {
            await scope.Desk.Edit("""{"stock":7}""", id);
        }

        // The last one, of an account of its own, is due last.
        await storage.Execute(
            $$"""
            insert into shops (id, settings, enabled, version, created_at, updated_at)
            select 'shop-2', '{"account":"{{FixedAccounts.Other}}"}', true, 1, created_at, updated_at from shops;
            update products set shop = 'shop-2' where id = '4';
            update product_edits set shop = 'shop-2' where product = '4'
            """
        );
        var begun = new TaskCompletionSource();
        _platform.BeforeStock = (_, _) => begun.Task;
        var writer = scope.Writer();

        await writer.Begin(TestContext.Current.CancellationToken);
        begun.SetResult();
        await writer.Ended();

        _platform
            .Levels.SelectMany(static one => one)
            .Select(static one => one.ProductId)
            .Should()
            .Equal("1", "4", "2", "3");
    }

    [Fact]
    public async Task Run_OfAProductThatFails_TellsWhyAndLetsTheOthersThrough()
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.Sync(ConflictDesk.Item("1"), ConflictDesk.Item("2"), ConflictDesk.Item("3"));
        foreach (var id in (string[])["1", "2", "3"])
        {
            await scope.Desk.Edit("""{"stock":7}""", id);
        }

        _platform.Refusal = static id =>
            id switch
            {
                "1" => s_busy,
                "2" => new(FailureKind.Permanent, FailureReason.Gone, "gone"),
                _ => null,
            };
        await scope.WriteAll();

        (await scope.Desk.TheEdit("1"))!.State.Should().Be(ProductEditState.Owed);
        var failed = (await scope.Desk.TheEdit("2"))!;
        (failed.State, failed.Error).Should().Be((ProductEditState.Failed, "gone"));
        (await scope.Desk.Events("product.write_failed")).Should().Be(1);
        (await scope.Desk.TheEdit("3"))!.State.Should().Be(ProductEditState.Written);
        _platform.Refusal = static _ => null;
        await scope.WriteAll();
        (await scope.Desk.TheEdit("1"))!.State.Should().Be(ProductEditState.Written);
        _platform
            .Levels.SelectMany(static one => one)
            .Select(static one => one.ProductId)
            .Should()
            .Equal("1", "2", "3", "1");
    }

    [Theory]
    [InlineData(FailureReason.BadCredentials)]
    [InlineData(FailureReason.AuthorisationLost)]
    public void Result_OfRefusedCredentials_WaitsForNewOnesAndIsNoAttempt(FailureReason reason)
    {
        var now = StorageFixture.Now;
        var refused = new PlatformFailure(FailureKind.Permanent, reason, "revoked");
        var result = OwedRules.After(Write(8), refused, new(), now, new Random(1));
        (result.IsAttempt, result.NextAttemptAt > now).Should().Be((false, true));
    }

    [Theory]
    [InlineData(ConflictPolicyKind.RemoteWins, false)]
    [InlineData(ConflictPolicyKind.LocalWins, true)]
    [InlineData(ConflictPolicyKind.ByHand, false)]
    public async Task Run_OfWhatThePlatformChangedSince_FollowsThePolicyBeforeItWrites(
        ConflictPolicyKind policy,
        bool isWritten
    )
    {
        await using var storage = await fixture.Open();
        await using var scope = await OwedScope.Open(storage, _platform);
        await scope.Desk.SetPolicy(policy);
        await scope.Desk.Sync(ConflictDesk.Detail("1", ("red", 10, 3), ("blue", 11, 4)));
        await scope.Desk.Edit("""{"title":"Mug","variants":{"red":{"stock":8}}}""");
        // No list tells of it: none has variants, and none was read since.
        _platform.Told = static id =>
            ConflictDesk.Detail(id, ("red", 10, 2), ("blue", 11, 4)) with
            {
                Titles = [new LocalizedText("zh", "Bowl")],
            };

        await scope.WriteAll();

        (_platform.Levels.Count, _platform.Updates.Count).Should().Be(isWritten ? (1, 1) : (0, 0));
        (await scope.Desk.All()).Should().HaveCount(2);
        (await scope.Desk.Events("product.conflict_detected")).Should().Be(2);
    }

    [Theory]
    [InlineData(FailureKind.Transient, 1, 30, 36)]
    [InlineData(FailureKind.Unauthorised, 3, 120, 144)]
    [InlineData(FailureKind.Transient, 7, 1920, 2304)]
    public void After_AFailureThatPasses_WaitsLongerEachTime(FailureKind kind, int attempt, int least, int most)
    {
        var now = StorageFixture.Now;
        var result = OwedRules.After(Write(attempt), s_busy with { Kind = kind }, new(), now, new Random(1));
        (result.NextAttemptAt! - now).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(least));
        (result.NextAttemptAt! - now).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(most));
    }

    [Fact]
    public void After_AFailure_ObeysThePlatformAndEndsAtTheLastAttempt()
    {
        var (now, wait) = (StorageFixture.Now, TimeSpan.FromHours(2));
        var throttled = s_busy with { Kind = FailureKind.Throttled, RetryAfter = wait, HttpStatus = 429 };
        OwedRules.After(Write(1), throttled, new(), now, new Random(1)).NextAttemptAt.Should().Be(now + wait);
        OwedRules.After(Write(8), s_busy, new(), now, new Random(1)).NextAttemptAt.Should().BeNull();
        PlatformFailure[] others = [throttled, throttled with { HttpStatus = null }];
        foreach (var failure in others)
        {
            var later = OwedRules.After(Write(8), failure, new(), now, new Random(1));
            (later.IsAttempt, later.NextAttemptAt).Should().Be((false, now + wait));
        }
    }

    private static OwedWrite Write(int attempt) =>
        new("shop-1", "1", new(ProductField.Stock, ""), ConflictDesk.Stock(1), 1, attempt, Guid.Empty);
}
