namespace Integration.Delivery;

public sealed class CancelledDeliveriesTests(StorageFixture fixture)
{
    [Fact]
    public async Task CancelOldEpochs_EndsThemInStepsAndCountsThem()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Append(scope.Draft(), scope.Draft(), scope.Draft());
        await scope.Subscribe("a", version: 2, epoch: 2, enabled: false);
        var cancelled = new CancelledDeliveries(scope.Database, 1);
        (await cancelled.CancelOldEpochs(scope.Now, 2, CancellationToken.None)).Should().Be(2);
        (await cancelled.CancelOldEpochs(scope.Now, 2, CancellationToken.None)).Should().Be(1);
        (await cancelled.CancelOldEpochs(scope.Now, 2, CancellationToken.None)).Should().Be(0);
        (await scope.Scalar<long>("select sum(cancelled) from outcome_rollups where span = 'h'")).Should().Be(3);
    }

    [Fact]
    public async Task CancelOldEpochs_WhenNothingOldIsLeft_LooksAtTheSubscriberNoMore()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Append(scope.Draft(), scope.Draft());
        (await Unfinished(scope)).Should().Be(0, "nothing was ever disabled");
        await scope.Subscribe("a", version: 2, epoch: 2, enabled: false);
        (await Unfinished(scope)).Should().Be(1, "the change itself says so");
        (await Cancel(scope, 1)).Should().Be(1);
        (await Unfinished(scope)).Should().Be(1, "one is left");
        (await Cancel(scope, 10)).Should().Be(1);
        (await Unfinished(scope)).Should().Be(0);
    }

    [Fact]
    public async Task CancelOldEpochs_DisabledAgain_BeginsAgain()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Subscribe("a", version: 2, epoch: 2, enabled: false);
        await Cancel(scope, 10);
        await scope.Subscribe("a", version: 3, epoch: 2);
        scope.Routing = RoutingTable.Empty;
        await scope.Append(scope.Draft());
        (await Cancel(scope, 10)).Should().Be(0, "it belongs to the present epoch");
        await scope.Subscribe("a", version: 4, epoch: 3, enabled: false);
        (await Cancel(scope, 10)).Should().Be(1);
        (await Unfinished(scope)).Should().Be(0);
    }

    [Fact]
    public async Task CancelOldEpochs_WithARowThatAnotherHolds_ComesBackForIt()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("a");
        await scope.Append(scope.Draft());
        await scope.Subscribe("a", version: 2, epoch: 2, enabled: false);
        await using (var connection = await scope.Database.Writes.OpenConnectionAsync(CancellationToken.None))
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await using var hold = connection.CreateCommand();
            hold.CommandText = "select id from deliveries for update";
            await hold.ExecuteScalarAsync(CancellationToken.None);
            (await Cancel(scope, 10)).Should().Be(0);
            (await Unfinished(scope)).Should().Be(1, "an outcome may be written to it: it is still pending");
        }

        (await Cancel(scope, 10)).Should().Be(1);
        (await Unfinished(scope)).Should().Be(0);
    }

    private static Task<long> Cancel(StorageScope scope, int limit) =>
        new CancelledDeliveries(scope.Database, 1).CancelOldEpochs(scope.Now, limit, CancellationToken.None);

    private static Task<long> Unfinished(StorageScope scope) =>
        scope.Scalar<long>("select count(*) from subscribers where cancelled_below < epoch");
}
