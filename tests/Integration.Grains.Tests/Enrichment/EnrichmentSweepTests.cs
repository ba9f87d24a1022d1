using Integration.Alerts;
using Integration.Sync;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace Integration.Enrichment;

public sealed class EnrichmentSweepTests(StorageFixture fixture)
{
    [Fact]
    public async Task Sweep_WakesShopsWithDueTasksAndTellsHowManyWait()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        var grains = Substitute.For<IGrainFactory>();
        var shop = Substitute.For<IEnrichmentGrain>();
        grains.GetGrain<IEnrichmentGrain>(SyncDesk.Shop).Returns(shop);
        using var sweep = new EnrichmentSweepService(
            scope.Desk.Table,
            scope.Options,
            grains,
            new WorkerBeats(scope.Time),
            scope.Clock,
            scope.Time,
            NullLogger<EnrichmentSweepService>.Instance
        );
        var ct = TestContext.Current.CancellationToken;
        await sweep.Sweep(ct);
        await shop.DidNotReceive().Wake(Arg.Any<CancellationToken>());

        await scope.Ship(3);
        await sweep.Sweep(ct);
        await shop.Received(1).Wake(Arg.Any<CancellationToken>());

        await scope.Run();
        await sweep.Sweep(ct);
        await shop.Received(1).Wake(Arg.Any<CancellationToken>());
    }
}
