using Integration.Access;
using Integration.Alerts;
using Integration.Platforms;
using Integration.Shops;
using Integration.Sync;
using Integration.Time;
using NSubstitute;

namespace Integration.Enrichment;

public sealed class EnrichmentGrainTests(StorageFixture fixture)
{
    private static readonly EnrichmentRequest s_request = new() { Shop = SyncDesk.Shop };

    private static readonly PlatformFailure s_refused = new(
        FailureKind.Unauthorised,
        FailureReason.AuthorisationLost,
        "The token is gone."
    );

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Repeated_IsAnsweredAsBeforeThoughTheShopWasPausedMeanwhile()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(2);
        using var grain = Grain(scope);
        var started = await grain.Start(s_request, Person("start"), Ct);
        started.Value!.Tasks.Should().Be(2);
        await AlertStage.Until(async () => (await scope.Statistics()).Completed == 2, "the packages");
        await Pause(scope);

        var again = await grain.Start(s_request, Person("start"), Ct);

        (again.Problem, again.Replayed, again.Value?.Tasks).Should().Be((null, true, 2));
        (await grain.Start(s_request, Person("other"), Ct)).Problem!.Slug.Should().Be("shop-not-active");
    }

    [Fact]
    public async Task WakeNow_WhileTheShopIsLeftInPeace_WorksOn_AsWakeDoesNot()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.CallsInFlight = 1;
        await scope.Ship(9);
        using var grain = Grain(scope);
        var answer = scope.Platform.Answer;
        scope.Platform.Always(s_refused);
        await grain.WakeNow(Ct);
        await AlertStage.Until(async () => (await scope.Statistics()).Processing == 0, "the end of the run");
        var asked = scope.Platform.Asked.Count;
        scope.Platform.Answer = answer;
        await grain.Wake(Ct);
        scope.Platform.Asked.Should().HaveCount(asked);

        // The last run may not have come to its end: it goes on then.
        await grain.WakeNow(Ct);

        await AlertStage.Until(async () => (await scope.Statistics()).Completed == 9 - asked, "the others");
    }

    [Fact]
    public async Task WakeNow_WhileARunEndsWithAWait_WorksOnAfterIt()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.CallsInFlight = 1;
        await scope.Ship(9);
        using var grain = Grain(scope);
        var refused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = scope.Platform.Answer;
        scope.Platform.Answer = async (_, ct) =>
        {
            await refused.Task.WaitAsync(ct);
            scope.Platform.Answer = answer;
            return s_refused;
        };
        await grain.Wake(Ct);
        await AlertStage.Until(() => Task.FromResult(scope.Platform.Asked.Count == 1), "the first call");

        await grain.WakeNow(Ct);
        refused.SetResult();

        await AlertStage.Until(async () => (await scope.Statistics()).Completed == 8, "the others");
    }

    [Fact]
    public async Task Retry_WakesTheShopNow_AndIsRefusedWhileThatIsPaused()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        var (grains, shop) = (Substitute.For<IGrainFactory>(), Substitute.For<IEnrichmentGrain>());
        grains.GetGrain<IEnrichmentGrain>(SyncDesk.Shop).Returns(shop);
        var task = new EnrichmentTaskGrain(scope.Committer(), scope.Shops, Transaction(scope), Answers(scope)).At(
            new EnrichmentTaskId(SyncDesk.Shop, "PO-001").ToString(),
            grains
        );

        (await task.Retry(Person("retry"), Ct)).Value!.ByHand.Should().BeTrue();
        await shop.Received(1).WakeNow(Arg.Any<CancellationToken>());
        await Pause(scope);

        (await task.Retry(Person("other"), Ct)).Problem!.Slug.Should().Be("shop-not-active");
        (await task.Retry(Person("retry"), Ct)).Replayed.Should().BeTrue();
        await scope.Storage.Execute("delete from shops");
        (await task.Retry(Person("third"), Ct)).Problem!.Status.Should().Be(404);
        await shop.Received(1).WakeNow(Arg.Any<CancellationToken>());
    }

    private static EnrichmentGrain Grain(EnrichmentScope scope) =>
        new EnrichmentGrain(
            scope.Silo(),
            scope.Options,
            scope.Shops,
            Transaction(scope),
            Answers(scope),
            scope.Clock
        ).At(SyncDesk.Shop);

    private static ConfigurationTransaction Transaction(EnrichmentScope scope) =>
        new(scope.Storage.Database, scope.Clock, new UuidV7Generator());

    private static RepeatableAnswers Answers(EnrichmentScope scope) => new(scope.Storage.Database, scope.Clock);

    private static async Task Pause(EnrichmentScope scope)
    {
        await using var connection = await scope.Storage.Database.Reads.OpenConnectionAsync(Ct);
        await ShopTable.Pause(connection, SyncDesk.Shop, new ShopPause(scope.Clock.UtcNow(), "Holidays."), Ct);
    }

    private static WriteContext Person(string key) =>
        new("person", null) { Idempotency = new IdempotencyClaim("person", "POST /test", key, [1]) };
}
