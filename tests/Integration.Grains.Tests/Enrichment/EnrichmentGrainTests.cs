using Integration.Access;
using Integration.Alerts;
using Integration.Shops;
using Integration.Sync;
using Integration.Time;

namespace Integration.Enrichment;

public sealed class EnrichmentGrainTests(StorageFixture fixture)
{
    private static readonly EnrichmentRequest s_request = new() { Shop = SyncDesk.Shop };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Repeated_IsAnsweredAsBeforeThoughTheShopWasPausedMeanwhile()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(2);
        using var grain = new EnrichmentGrain(
            scope.Silo(),
            scope.Options,
            scope.Shops,
            new ConfigurationTransaction(scope.Storage.Database, scope.Clock, new UuidV7Generator()),
            new RepeatableAnswers(scope.Storage.Database, scope.Clock),
            scope.Clock
        ).At(SyncDesk.Shop);
        var started = await grain.Start(s_request, Person("start"), Ct);
        started.Value!.Tasks.Should().Be(2);
        await AlertStage.Until(async () => (await scope.Statistics()).Completed == 2, "the packages");
        await using (var connection = await scope.Storage.Database.Reads.OpenConnectionAsync(Ct))
        {
            var pause = new ShopPause(scope.Clock.UtcNow(), "Holidays.");
            await ShopTable.Pause(connection, SyncDesk.Shop, pause, Ct);
        }

        var again = await grain.Start(s_request, Person("start"), Ct);

        (again.Problem, again.Replayed, again.Value?.Tasks).Should().Be((null, true, 2));
        (await grain.Start(s_request, Person("other"), Ct)).Problem!.Slug.Should().Be("shop-not-active");
    }

    private static WriteContext Person(string key) =>
        new("person", null) { Idempotency = new IdempotencyClaim("person", "POST /test", key, [1]) };
}
