using Integration.Lists;
using Integration.Orders;
using Integration.Partitions;
using Integration.Platforms;
using Integration.Sync;

namespace Integration.Enrichment;

public sealed class EnrichmentTaskTableTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_OfAPage_MakesATaskForEachOrderOnItsWayWithoutAPackage()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);

        await desk.Sees([
            .. Enum.GetValues<OrderStatus>().Select(status => SyncDesk.Order($"PO-{status}", status)),
            SyncDesk.Order("PO-known", OrderStatus.Shipped, packages: [new OrderPackage("PK-1")]),
        ]);

        var page = await desk.Sync.Tasks.List(new(SyncDesk.Shop), new PageRequest(50, null), Ct);
        page.Data.Select(one => one.ParentOrderSn)
            .Should()
            .BeEquivalentTo("PO-Shipped", "PO-PartlyShipped", "PO-Delivered", "PO-PartlyDelivered");
        page.Data.Should()
            .OnlyContain(one => one.Status == EnrichmentTaskStatus.Pending && !one.ByHand && one.DueAt == scope.Now);
        (await desk.Task("PO-Shipped")).OrderIds.Should().Equal("PO-Shipped-1");
    }

    [Fact]
    public async Task Write_OfThePageAgain_LeavesTheTaskAsItIs()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped));
        var task = (await desk.Claim()).Single();
        var rows = await desk.Sync.RowsOf("enrichment_tasks");

        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped));
        (await desk.Sync.RowsOf("enrichment_tasks")).Should().Be(rows);
        await desk.Write(desk.Found(task, "PK-1"));
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Delivered, changed: 9));

        (await desk.Task("PO-1")).Status.Should().Be(EnrichmentTaskStatus.Completed);
        (await desk.Sync.Tasks.Statistics(null, Ct)).Total.Should().Be(1);
    }

    [Fact]
    public async Task Claim_GivesByHandFirst_ThenTheOlderOnes_ABatchAtATime()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        desk.Options.BatchSize = 2;
        await desk.Sees(Shipped("PO-1", 3), Shipped("PO-2", 1), Shipped("PO-3", 2), Shipped("PO-4", 4));
        (await desk.Request("PO-4")).Value!.Tasks.Should().Be(1);

        (await desk.Claim()).Select(one => one.Number).Should().Equal("PO-4", "PO-2");
        (await desk.Claim()).Select(one => one.Number).Should().Equal("PO-3", "PO-1");
        (await desk.Claim()).Should().BeEmpty();
    }

    [Fact]
    public async Task Claim_ByManyWorkersAtOnce_NeverGivesATaskTwice()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        desk.Options.BatchSize = 7;
        await desk.Sees([.. Enumerable.Range(1, 200).Select(n => SyncDesk.Order($"PO-{n}", OrderStatus.Shipped))]);

        var claimed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => ClaimAll()));

        claimed.SelectMany(static one => one).Should().OnlyHaveUniqueItems().And.HaveCount(200);

        async Task<List<string>> ClaimAll()
        {
            var mine = new List<string>();
            while (await desk.Claim() is { Count: > 0 } batch)
            {
                mine.AddRange(batch.Select(static one => one.Number));
            }

            return mine;
        }
    }

    [Fact]
    public async Task Claim_OfATaskWhoseWorkerDied_GivesItAgainAfterTheLockTime()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped));
        var dead = (await desk.Claim()).Single();
        (await desk.Task("PO-1")).LockedUntil.Should().Be(scope.Now + TimeSpan.FromMinutes(5));
        scope.Now += TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1);
        (await desk.Claim()).Should().BeEmpty();
        (await desk.Table.Due(scope.Now, Ct)).Should().BeEmpty();
        scope.Now += TimeSpan.FromMilliseconds(1);
        (await desk.Table.Due(scope.Now, Ct)).Should().Equal((SyncDesk.Shop, 1));

        var alive = (await desk.Claim()).Single();

        (await desk.Write(desk.Found(dead, "PK-0"))).Written.Should().BeEmpty("another worker has it");
        (await desk.Sync.Order("PO-1")).PackageSn.Should().BeNull();
        (await desk.Write(desk.Found(alive, "PK-1"))).Written.Should().Equal("PO-1");
        (await desk.Sync.Order("PO-1")).PackageSn.Should().Be("PK-1");
    }

    [Fact]
    public async Task Release_GivesBackWhatTheWorkerDidNotComeTo()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped), SyncDesk.Order("PO-2", OrderStatus.Shipped));
        var tasks = await desk.Claim();
        await desk.Write(desk.Found(tasks[0], "PK-1"));

        (await desk.Table.Release(SyncDesk.Shop, tasks[0].Claim, scope.Now, Ct)).Should().Be(1);

        (await desk.Claim()).Select(one => one.Number).Should().Equal("PO-2");
    }

    [Fact]
    public async Task Request_OfAFailedTask_BeginsItAnewAndLeavesOneThatIsWorkedOn()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped), SyncDesk.Order("PO-2", OrderStatus.Shipped));
        var tasks = await desk.Claim();
        var failure = new PlatformFailure(FailureKind.Permanent, FailureReason.Gone, "No such order.");
        await desk.Write(new EnrichmentOutcome("PO-1", tasks[0].Claim) { Failure = failure });
        (await desk.Task("PO-1")).Status.Should().Be(EnrichmentTaskStatus.Failed);

        (await desk.Request()).Value!.Tasks.Should().Be(1, "the other one is worked on");

        var again = await desk.Task("PO-1");
        (again.Status, again.Retries, again.ByHand, again.Error, again.FinishedAt)
            .Should()
            .Be((EnrichmentTaskStatus.Pending, 0, true, (string?)null, (DateTimeOffset?)null));
        (await desk.Task("PO-2")).Status.Should().Be(EnrichmentTaskStatus.Processing);
    }

    [Fact]
    public async Task Request_OfNamedOrders_SaysWhichNeedNoneAndWhy()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(
            SyncDesk.Order("PO-1", OrderStatus.Shipped),
            SyncDesk.Order("PO-2", OrderStatus.Pending),
            SyncDesk.Order("PO-3", OrderStatus.Shipped, packages: [new OrderPackage("PK-3")]),
            SyncDesk.Order("PO-4", OrderStatus.Shipped)
        );
        desk.Options.BatchSize = 1;
        (await desk.Claim()).Single().Number.Should().Be("PO-1");

        var started = (await desk.Request("PO-1", "PO-2", "PO-3", "PO-4", "PO-4")).Value!;

        started.Tasks.Should().Be(1);
        started
            .Skipped.Should()
            .Equal(
                new SkippedOrder("PO-1", "It is being asked for just now."),
                new SkippedOrder("PO-2", "It is not on its way: no package is to be had yet."),
                new SkippedOrder("PO-3", "It has its package PK-3.")
            );
        var problem = (await desk.Request("PO-4", "PO-9")).Problem!;
        problem.Status.Should().Be(422);
        problem.Errors!["orders[1]"].Single().Should().Contain("has no order 'PO-9'");
    }

    [Fact]
    public async Task Retry_OfATask_BeginsItAnewUnlessItIsWorkedOnOrCompleted()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped), SyncDesk.Order("PO-2", OrderStatus.Shipped));
        var tasks = await desk.Claim();
        (await desk.Retry("PO-1")).Should().BeNull("a worker has it");
        var failure = new PlatformFailure(FailureKind.Permanent, FailureReason.Gone, "No such order.");
        await desk.Write(
            new EnrichmentOutcome("PO-1", tasks[0].Claim) { Failure = failure },
            desk.Found(tasks[1], "PK")
        );

        var again = (await desk.Retry("PO-1"))!;

        (again.Id, again.Status, again.ByHand, again.Error, again.DueAt)
            .Should()
            .Be(($"{SyncDesk.Shop}:PO-1", EnrichmentTaskStatus.Pending, true, (string?)null, scope.Now));
        (await desk.Retry("PO-2")).Should().BeNull("it has its package");
        (await desk.Retry("PO-3")).Should().BeNull("there is none");
    }

    [Fact]
    public async Task List_Filters()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped), SyncDesk.Order("PO-2", OrderStatus.Shipped));
        desk.Options.BatchSize = 1;
        await desk.Write(desk.Found((await desk.Claim()).Single(), "PK-Seven"));

        (await Listed(new(Order: "PO-1"))).Should().Equal("PO-1");
        (await Listed(new(Order: "PO-2-1"))).Should().Equal("PO-2");
        (await Listed(new(Search: "pk-sev"))).Should().Equal("PO-1");
        (await Listed(new(Search: "o-"))).Should().Equal("PO-2", "PO-1");
        (await Listed(new(Search: "%"))).Should().BeEmpty();
        (await Listed(new(Shop: "other"))).Should().BeEmpty();

        async Task<IEnumerable<string>> Listed(EnrichmentFilter filter) =>
            (await desk.Sync.Tasks.List(filter, new PageRequest(50, null), Ct)).Data.Select(one => one.ParentOrderSn);
    }

    [Fact]
    public async Task FailAll_EndsWhatWaits()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped));

        (await desk.Table.FailAll(SyncDesk.Shop, "There is no such shop.", scope.Now, Ct)).Should().Be(1);

        var failed = await desk.Task("PO-1");
        (failed.Status, failed.Error).Should().Be((EnrichmentTaskStatus.Failed, "There is no such shop."));
        (await desk.Table.Due(scope.Now, Ct)).Should().BeEmpty();
    }

    [Fact]
    public async Task Purge_TakesEndedTasksAfter24Hours_AndTheNextSyncAsksAgain()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        Order[] orders = [SyncDesk.Order("PO-1", OrderStatus.Shipped), SyncDesk.Order("PO-2", OrderStatus.Shipped)];
        await desk.Sees(orders);
        var tasks = await desk.Claim();
        await desk.Write(
            desk.Found(tasks[0], "PK-1"),
            new EnrichmentOutcome("PO-2", tasks[1].Claim)
            {
                Failure = new PlatformFailure(FailureKind.Permanent, FailureReason.Gone, "No such order."),
            }
        );
        var purge = new Purge(scope.Database, new RetentionOptions());

        await purge.Run(scope.Now + TimeSpan.FromHours(24), Ct);
        (await desk.Sync.Tasks.Statistics(SyncDesk.Shop, Ct)).Total.Should().Be(2, "they are readable for 24 hours");
        await purge.Run(scope.Now + TimeSpan.FromHours(24) + TimeSpan.FromMilliseconds(1), Ct);
        (await desk.Sync.Tasks.Statistics(SyncDesk.Shop, Ct)).Total.Should().Be(0);

        await desk.Sees(orders);
        (await desk.Claim()).Select(one => one.Number).Should().Equal("PO-2");
    }

    private static Order Shipped(string number, int hour) =>
        SyncDesk.Order(number, OrderStatus.Shipped) with
        {
            ShippedAt = StorageFixture.Now - TimeSpan.FromDays(3) + TimeSpan.FromHours(hour),
        };
}
