using Integration.Platforms;

namespace Integration.Collections;

/// <summary>When a collection rests as a whole, and what it owes to its items then.</summary>
public sealed class CollectionPauseTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_ThePlatformSaysTooMany_PausesTheWholeCollection()
    {
        var wait = TimeSpan.FromMinutes(3);
        var busy = new PlatformFailure(FailureKind.Throttled, FailureReason.RateLimit, "Too many.")
        {
            RetryAfter = wait,
        };
        var shop = new ShopConnector { Answer = (_, _) => busy };
        await using var scope = await CollectionScope.Open(fixture, shop);
        scope.Options.BatchesInFlight = 1;
        var row = await scope.Begin([.. Enumerable.Range(1, 9).Select(n => $"{n}")]);

        await scope.Runner().Run(row.Shown.Id, Ct);
        await scope.Runner().Run(row.Shown.Id, Ct);
        shop.Queries.Should().ContainSingle("the platform is not asked while it wants to rest");
        (await scope.Desk.Table.Due(scope.Clock.UtcNow() + wait - TimeSpan.FromSeconds(1), Ct)).Should().BeEmpty();

        shop.Answer = static (id, _) => CollectionDesk.Product(id);
        scope.Time.Advance(wait + TimeSpan.FromSeconds(1));
        (await scope.RunToTheEnd(row)).Collected.Should().Be(9);
    }

    [Fact]
    public async Task Run_WhileTheHubHoldsCallsBack_RestsAndCountsNoAttempt()
    {
        var pause = TimeSpan.FromSeconds(15);
        var heldBack = new PlatformFailure(FailureKind.Transient, FailureReason.Platform, "Not called.")
        {
            RetryAfter = pause,
        };
        var shop = new ShopConnector { Answer = (_, _) => heldBack };
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin([.. Enumerable.Range(1, 60).Select(n => $"{n}")]);
        for (var outage = 0; outage < 10; outage++)
        {
            await scope.Runner().Run(row.Shown.Id, Ct);
            scope.Time.Advance(pause + TimeSpan.FromSeconds(1));
        }

        shop.Queries.Count.Should().BeLessThanOrEqualTo(10 * scope.Options.BatchesInFlight, "it rests in between");
        (await scope.Desk.Items(row.Shown.Id)).Should().OnlyContain(item => item.Attempts == 0);

        shop.Answer = static (id, _) => CollectionDesk.Product(id);
        var ended = await scope.RunToTheEnd(row);
        (ended.Collected, ended.Calls).Should().Be((60, 60L / ShopConnector.IdsPerCall));
    }

    [Fact]
    public async Task Run_AListIsHeldBackThenBreaks_CountsOnlyWhatWasAsked()
    {
        var asked = 0;
        var heldBack = new PlatformFailure(FailureKind.Throttled, FailureReason.RateLimit, "Not called.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
        var shop = new ShopConnector
        {
            Page = _ => ++asked <= 10 ? heldBack : throw new InvalidOperationException("A bug."),
        };
        await using var scope = await CollectionScope.Open(fixture, shop);

        var ended = await scope.RunToTheEnd(
            await scope.Begin(new CollectionRequest { Account = CollectionScope.AccountId, Shop = true })
        );

        (ended.State, ended.Calls).Should().Be((CollectionState.Failed, (long)scope.Options.MaxAttempts));
        ended.Error.Should().Contain("Given up after 5 attempts").And.Contain("fault of ours");
        asked.Should().Be(10 + scope.Options.MaxAttempts);
    }
}
