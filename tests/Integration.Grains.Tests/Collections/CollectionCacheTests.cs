using Integration.Platforms;

namespace Integration.Collections;

/// <summary>What a collection asks for goes through the cache in front of platforms (P9).</summary>
public sealed class CollectionCacheTests(StorageFixture fixture)
{
    private static readonly PlatformFailure s_passing = new(FailureKind.Transient, FailureReason.Network, "No line.");

    [Fact]
    public async Task Run_OfOneLanguageOfTwoThatWereCollected_MakesNoCall()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        await scope.RunToTheEnd(await Begin(scope, ["zh", "en"]));
        scope.Time.Advance(TimeSpan.FromMinutes(5));

        var ended = await scope.RunToTheEnd(await Begin(scope, ["en"]));

        (ended.Collected, ended.Calls).Should().Be((2, 0L));
        shop.Queries.Should().HaveCount(2);
        scope.Lookups.Counts.Should().Be((2, 4));
        (await scope.Desk.Find("1"))!.CollectedAt.Should().Be(StorageFixture.Now, "it is as old as the answer");
    }

    [Fact]
    public async Task Run_OfWhatIsKeptButOlderThanMaxAge_AsksAnew()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        await scope.RunToTheEnd(await Begin(scope, ["zh"]));
        scope.Time.Advance(TimeSpan.FromMinutes(5));

        var ended = await scope.RunToTheEnd(await Begin(scope, ["zh"], maxAge: "4m"));

        (ended.Unchanged, ended.Calls, shop.Queries.Count).Should().Be((2, 1L, 2));
    }

    [Fact]
    public async Task Run_OfAProductThatWasWrittenMeanwhile_AsksForItAndNoOther()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        await scope.RunToTheEnd(await scope.Begin("1", "2"));
        scope.Time.Advance(TimeSpan.FromMinutes(1));
        await scope.WriteStock("2");
        await scope.WriteStock("never collected");
        scope.Time.Advance(TimeSpan.FromMinutes(1));

        var ended = await scope.RunToTheEnd(await scope.Begin("1", "2"));

        (ended.Fresh, ended.Unchanged, ended.Calls).Should().Be((1, 1, 1L));
        shop.Queries[^1].Ids.Should().Equal("2");
        (await scope.RunToTheEnd(await scope.Begin("1", "2"))).Fresh.Should().Be(2, "it was collected after the write");
    }

    [Fact]
    public async Task Write_WhileTheDatabaseIsAway_AgesTheProductOnceItIsBack()
    {
        await using var scope = await CollectionScope.Open(fixture, new ShopConnector());
        await scope.RunToTheEnd(await scope.Begin("1", "2"));
        scope.Time.Advance(TimeSpan.FromMinutes(1));
        var at = scope.Clock.UtcNow();
        using var written = scope.Written();
        await scope.Storage.Execute("alter table collected_products rename to taken_away");

        await written.Changed(CollectionDesk.Platform, CollectionScope.AccountId, ["2"]);
        await scope.Storage.Execute("alter table taken_away rename to collected_products");

        const string aged = "select count(*) from collected_products where written_at is not null";
        while (await scope.Storage.Scalar<long>(aged) == 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            scope.Time.Advance(WrittenProducts.Wait);
        }

        const string which = "select count(*) from collected_products where product_id = '2' and written_at = @at";
        (await scope.Storage.Scalar<long>(which, new { at = at.UtcDateTime })).Should().Be(1);
        (await scope.Storage.Scalar<long>(aged)).Should().Be(1);
    }

    [Fact]
    public async Task Run_OfASecondLanguageThatFailed_AsksForThatOneOnly()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var (answer, failures) = (shop.Answer, 0);
        shop.Answer = (id, query) =>
            query.Language == "en" && Interlocked.Increment(ref failures) <= 2 ? s_passing : answer(id, query);

        var ended = await scope.RunToTheEnd(await Begin(scope, ["zh", "en"]));

        (ended.Collected, ended.Calls).Should().Be((2, 3L));
        shop.Queries.Select(query => query.Language).Should().Equal("zh", "en", "en");
    }

    [Fact]
    public async Task Run_ByAnotherAccount_IsAskedForByThatAccount()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        await scope.RunToTheEnd(await Begin(scope, ["zh"]));

        var ended = await scope.RunToTheEnd(await Begin(scope, ["zh"], FixedAccounts.Other));

        (ended.Fresh, ended.Unchanged, ended.Calls).Should().Be((0, 2, 1L));
        shop.Accounts.Should().Equal(CollectionScope.AccountId, FixedAccounts.Other);
    }

    [Fact]
    public async Task Run_OfTwoCollectionsAtOnceForTheSame_AsksOnce()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var (one, two) = (await Begin(scope, ["zh"]), await Begin(scope, ["zh"]));
        var open = new TaskCompletionSource();
        shop.Before = (_, ct) => open.Task.WaitAsync(ct);
        var runner = scope.Runner();

        var first = runner.Run(one.Shown.Id, TestContext.Current.CancellationToken);
        var second = runner.Run(two.Shown.Id, TestContext.Current.CancellationToken);
        while (shop.Queries.Count == 0)
        {
            await Task.Yield();
        }

        // Whether the other waits for it by now or comes later, it gets the same answer.
        open.SetResult();
        await Task.WhenAll(first, second);

        shop.Queries.Should().ContainSingle();
        var ended = new[] { (await scope.Read(one.Shown.Id)).Shown, (await scope.Read(two.Shown.Id)).Shown };
        ended.Should().OnlyContain(shown => shown.Waiting == 0 && shown.Failed == 0);
        ended.Sum(shown => shown.Calls).Should().Be(1);
    }

    private static Task<CollectionRow> Begin(
        CollectionScope scope,
        string[] languages,
        string account = CollectionScope.AccountId,
        string? maxAge = null
    ) =>
        scope.Begin(
            new CollectionRequest
            {
                Account = account,
                Ids = ["1", "2"],
                Languages = languages,
                MaxAge = maxAge,
            }
        );
}
