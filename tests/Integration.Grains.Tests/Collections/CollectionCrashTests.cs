using Integration.Delivery;

namespace Integration.Collections;

public sealed class CollectionCrashTests(StorageFixture fixture)
{
    private static readonly string[] s_ids = [.. Enumerable.Range(1, 60).Select(n => $"{n}")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_EndedInTheMiddle_GoesOnAndRepeatsOnlyWhatWasInFlight()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        await scope.Storage.Subscribe("erp", ["product.*"]);
        var row = await scope.Begin(s_ids);
        using var crash = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        shop.Before = async (_, ct) =>
        {
            if (shop.Queries.Count >= 8)
            {
                // The answer never comes: the silo is gone before.
                await crash.CancelAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, scope.Time, ct);
            }
        };
        await scope.Runner().Run(row.Shown.Id, crash.Token);
        (await scope.Read(row.Shown.Id)).Shown.State.Should().Be(CollectionState.Running);

        shop.Before = static (_, _) => Task.CompletedTask;
        var ended = await scope.RunToTheEnd(row);

        ended.Collected.Should().Be(60);
        var repeated = shop.Queries.SelectMany(query => query.Ids).GroupBy(id => id).Count(group => group.Count() > 1);
        repeated.Should().BeInRange(1, ShopConnector.IdsPerCall * scope.Options.BatchesInFlight);
        (await scope.Events()).Should().Be(60);
        (await scope.Storage.Scalar<long>("select count(*) from deliveries")).Should().Be(60);
    }

    [Fact]
    public async Task Run_ByTwoOwnersAtOnce_MakesEachEventOnce()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var row = await scope.Begin(s_ids);

        await Task.WhenAll(
            scope.Runner().Run(row.Shown.Id, Ct),
            scope.Runner().Run(row.Shown.Id, Ct),
            scope.Runner().Run(row.Shown.Id, Ct)
        );

        var ended = await scope.RunToTheEnd(row);
        (ended.State, ended.Collected + ended.Unchanged + ended.Fresh).Should().Be((CollectionState.Completed, 60));
        (await scope.Events()).Should().Be(60);
        (await scope.Storage.Scalar<long>("select count(*) from collected_product_versions")).Should().Be(60);
    }

    [Fact]
    public async Task Run_CancelledWhileItAsks_KeepsWhatItHadAndWritesNothingMore()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        scope.Options.BatchesInFlight = 1;
        var row = await scope.Begin(s_ids);
        shop.Before = async (_, ct) =>
        {
            if (shop.Queries.Count == 3)
            {
                await using var connection = await scope.Storage.Database.Reads.OpenConnectionAsync(ct);
                await CollectionTable.Cancel(connection, row.Shown.Id, scope.Clock.UtcNow(), ct);
            }
        };

        var ended = await scope.RunToTheEnd(row);

        (ended.State, ended.Collected, ended.Cancelled).Should().Be((CollectionState.Cancelled, 6, 54));
        shop.Queries.Count.Should().Be(3, "who does not run any more is not asked for");
        (await scope.Events()).Should().Be(6);
        (await scope.Storage.Scalar<short>("select max(status) from collection_items where status <> 1"))
            .Should()
            .Be((short)CollectionItemStatus.Cancelled);
    }

    [Fact]
    public async Task Run_RoutesByWhoSubscribesNow()
    {
        var shop = new ShopConnector();
        await using var scope = await CollectionScope.Open(fixture, shop);
        var runner = scope.Runner();
        await runner.Run((await scope.Begin("1")).Shown.Id, Ct);
        await scope.Storage.Subscribe("erp", ["product.created"]);
        await scope.Storage.Subscribe("other", ["product.updated"]);

        await runner.Run((await scope.Begin("2")).Shown.Id, Ct);

        (await scope.Storage.Scalar<string>("select string_agg(subscriber_id, ',') from deliveries"))
            .Should()
            .Be("erp");
        (
            await scope.Storage.Scalar<long>(
                $"select count(*) from deliveries where status = {(int)DeliveryStatus.Pending}"
            )
        )
            .Should()
            .Be(1);
    }
}
