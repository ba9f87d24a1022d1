using System.Text.Json;
using Integration.Orders;

namespace Integration.Sync;

public sealed class SyncDeletesTests(StorageFixture fixture)
{
    private static readonly Order[] s_both = [SyncDesk.Order("PO-1"), SyncDesk.Order("PO-2")];

    [Fact]
    public async Task Step_AfterTwoFullRunsThatDidNotSeeAnOrder_DeletesItOnce()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Run(SyncMode.Full, s_both);

        (await desk.Run(SyncMode.Full, s_both[0])).Should().Be(0, "once may be chance");
        var missing = await desk.Order("PO-2");
        (missing.MissingSince, missing.DeletedAt, missing.Version).Should().Be((scope.Now, (DateTimeOffset?)null, 1L));
        (await desk.Run(SyncMode.Full, s_both[0])).Should().Be(1);
        (await desk.Run(SyncMode.Full, s_both[0])).Should().Be(0);

        (await desk.Order("PO-1")).DeletedAt.Should().BeNull();
        (await desk.Order("PO-2")).DeletedAt.Should().NotBeNull();
        (await desk.Versions("PO-2")).Select(one => one.Event).Should().Equal("order.deleted", "order.created");
        (
            await scope.Scalar<long>(
                "select count(*) from events where type = 'order.deleted' and subject = 'order/PO-2'"
            )
        )
            .Should()
            .Be(1);
        (await scope.Scalar<long>("select count(*) from sync_seen")).Should().Be(0);
        (await scope.Scalar<long>("select sum(deleted) from sync_runs")).Should().Be(1);
    }

    [Fact]
    public async Task Step_AfterAnyRunThatSawTheOrderInBetween_DeletesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Run(SyncMode.Full, s_both);
        await desk.Run(SyncMode.Full, s_both[0]);
        await desk.Run(SyncMode.Incremental, s_both[1]);
        (await desk.Order("PO-2")).MissingSince.Should().BeNull();

        (await desk.Run(SyncMode.Full, s_both[0])).Should().Be(0);

        (await desk.Run(SyncMode.Full, s_both)).Should().Be(0);
        (await desk.Order("PO-2")).Should().Match<OrderResource>(one => one.MissingSince == null && one.Version == 1);
    }

    [Fact]
    public async Task Step_AfterARunThatSawTheOrderButCouldNotReadIt_DeletesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Run(SyncMode.Full, s_both);
        await desk.Run(SyncMode.Full, s_both[0]);
        scope.Now += TimeSpan.FromMinutes(10);
        var run = await desk.Begin();
        await desk.Write(desk.PageOf(run, []) with { Failures = [SyncDesk.Bad("PO-2")] });
        (await desk.Order("PO-2")).MissingSince.Should().BeNull();
        await desk.Finish(run);

        (await desk.Run(SyncMode.Full, s_both[0])).Should().Be(0);
    }

    [Fact]
    public async Task Step_OfAnOrderThatWasWrittenWhileTheRunRead_IsNotMissing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Run(SyncMode.Full, s_both);
        scope.Now += TimeSpan.FromMinutes(1);
        var run = await desk.Begin(SyncMode.Full);
        scope.Now += TimeSpan.FromSeconds(1);
        await desk.Write(run, s_both[0]);
        await desk.WriteAlone(SyncDesk.Order("PO-2", OrderStatus.Shipped, changed: 7), SyncDesk.Order("PO-3"));

        await desk.Sweep(run);

        (await scope.Scalar<long>("select count(*) from orders where missing_since is not null")).Should().Be(0);
    }

    [Fact]
    public async Task Step_OfAnOrderOutsideTheReach_IsNotMissing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Run(
            SyncMode.Full,
            SyncDesk.Order("PO-1", changed: 5),
            SyncDesk.Order("PO-2", changed: 10),
            SyncDesk.Order("PO-3", changed: null)
        );
        scope.Now += TimeSpan.FromMinutes(1);
        var run = await desk.Begin(SyncMode.Full);
        scope.Now += TimeSpan.FromSeconds(1);

        await desk.Sweep(run, new SyncReach(OrderTime.Updated, SyncDesk.Order("", changed: 10).UpdatedAt));

        (await desk.Order("PO-1")).MissingSince.Should().BeNull("the platform does not list it any more");
        (await desk.Order("PO-2")).MissingSince.Should().NotBeNull();
        (await desk.Order("PO-3")).MissingSince.Should().BeNull("nobody knows whether the window had it");
    }

    [Fact]
    public async Task Step_OfARowThatCouldNotBeRead_IsNotMissing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Run(SyncMode.Full, s_both);
        scope.Now += TimeSpan.FromMinutes(1);
        var run = await desk.Begin(SyncMode.Full);
        scope.Now += TimeSpan.FromSeconds(1);
        await desk.Write(
            desk.PageOf(run, [SyncRecord.Of(s_both[0])]) with
            {
                Failures = [SyncDesk.Bad("PO-2"), SyncDesk.Bad(null)],
            }
        );

        await desk.Sweep(run);

        (await desk.Order("PO-2")).MissingSince.Should().BeNull();
    }

    [Fact]
    public async Task Step_OfManyOrders_GoesOnInBatchesAndAgainAfterACrash()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Run(SyncMode.Full, [.. Enumerable.Range(1, 25).Select(n => SyncDesk.Order($"PO-{n}"))]);
        desk.Options.DeleteBatch = 10;
        await desk.Run(SyncMode.Full);
        scope.Now += TimeSpan.FromMinutes(1);
        var run = await desk.Begin(SyncMode.Full);
        scope.Now += TimeSpan.FromSeconds(1);

        var first = await desk.Deletes.Step(
            run,
            "x",
            new SyncReach(),
            scope.Routing,
            scope.Now,
            CancellationToken.None
        );
        (first.Deleted, first.HasMore, first.Events.Count).Should().Be((10, true, 10));
        var owner = (await desk.Runs.TakeOver(run.Shown.Id, scope.Now, CancellationToken.None))!;
        var lost = await desk.Deletes.Step(run, "x", new SyncReach(), scope.Routing, scope.Now, CancellationToken.None);
        lost.IsWritten.Should().BeFalse();
        (await desk.Sweep(owner)).Should().Be(15);

        (await scope.Scalar<long>("select count(*) from events where type = 'order.deleted'")).Should().Be(25);
        (await desk.Read(run)).Shown.Deleted.Should().Be(25);
    }

    [Fact]
    public async Task Step_AfterARunThatMarkedAndWasStopped_DeletesNothingYet()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Run(SyncMode.Full, s_both);
        scope.Now += TimeSpan.FromMinutes(1);
        var run = await desk.Begin(SyncMode.Full);
        scope.Now += TimeSpan.FromSeconds(1);
        await desk.Write(run, s_both[0]);
        await desk.Sweep(run);
        (await desk.Order("PO-2")).MissingSince.Should().NotBeNull();
        await desk.Finish(run, new SyncRunEnd(SyncRunState.Stopped));

        (await desk.Run(SyncMode.Full, s_both[0])).Should().Be(0, "two runs that completed, not one and a half");
        (await desk.Run(SyncMode.Full, s_both[0])).Should().Be(1);
    }

    [Fact]
    public async Task Write_OfADeletedOrderThatIsThereAgain_CreatesItAnew()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        await desk.Run(SyncMode.Full, s_both);
        await desk.Run(SyncMode.Full);
        (await desk.Run(SyncMode.Full)).Should().Be(2);
        var stale = new SyncPage(SyncDesk.Shop, SyncDesk.Platform, SyncKind.Orders, scope.Now - TimeSpan.FromHours(1))
        {
            Records = [SyncRecord.Of(s_both[0])],
        };
        (await desk.Write(stale)).Changed.Should().BeEmpty("it was read before the order was gone");

        scope.Now += TimeSpan.FromMinutes(1);
        var outcome = await desk.WriteAlone(s_both[0]);

        var stored = outcome.Events.Single().Event!;
        (stored.Type, stored.Version).Should().Be(("order.created", "3"));
        JsonDocument
            .Parse(stored.Payload)
            .RootElement.GetProperty("order")
            .GetProperty("status")
            .GetString()
            .Should()
            .Be("awaiting_shipment");
        (await desk.Order("PO-1"))
            .Should()
            .Match<OrderResource>(one => one.DeletedAt == null && one.MissingSince == null);
    }
}
