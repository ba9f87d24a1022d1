using System.Text.Json;
using Integration.Lists;
using Integration.Orders;
using Integration.Platforms;
using Integration.Sync;

namespace Integration.Enrichment;

public sealed class EnrichmentWriterTests(StorageFixture fixture)
{
    private static readonly PlatformFailure s_noLine = new(FailureKind.Transient, FailureReason.Network, "No line.");

    [Fact]
    public async Task Write_OfAPackage_CompletesTheTaskWithTheOrderAndItsEvent()
    {
        await using var scope = await fixture.Open();
        await scope.Subscribe("erp", ["order.package_assigned"]);
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped), SyncDesk.Order("PO-2", OrderStatus.Shipped));
        var tasks = await desk.Claim();
        scope.Now += TimeSpan.FromSeconds(3);

        var results = await desk.Write([.. tasks.Select((one, n) => desk.Found(one, $"PK-{n}", $"PK-{n}b"))]);

        results.Written.Should().Equal("PO-1", "PO-2");
        results.Events.Should().HaveCount(2).And.OnlyContain(one => one.Deliveries.Count == 1);
        var stored = results.Events[0].Event!;
        (stored.Type, stored.Subject, stored.Version).Should().Be(("order.package_assigned", "order/PO-1", "2"));
        JsonDocument
            .Parse(stored.Payload)
            .RootElement.GetProperty("new_packages")
            .EnumerateArray()
            .Select(one => one.GetString())
            .Should()
            .Equal("PK-0", "PK-0b");
        var task = await desk.Task("PO-1");
        (task.Status, task.PackageSn, task.FinishedAt, task.LockedUntil)
            .Should()
            .Be((EnrichmentTaskStatus.Completed, "PK-0", (DateTimeOffset?)scope.Now, (DateTimeOffset?)null));
        (await desk.Sync.Order("PO-1")).PackageSn.Should().Be("PK-0");
    }

    [Fact]
    public async Task Write_OfTheSameOutcomeAgain_IsInvisible()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped));
        var found = desk.Found((await desk.Claim()).Single(), "PK-1");
        await desk.Write(found);

        var again = await desk.Write(found);

        (again.Written.Count, again.Events.Count).Should().Be((0, 0));
        (await scope.Scalar<long>("select count(*) from events where type = 'order.package_assigned'")).Should().Be(1);
    }

    [Fact]
    public async Task Write_OfNoPackageYet_IsALaterLookAndNoRetry()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped));
        var later = scope.Now + TimeSpan.FromMinutes(10);

        await desk.Write(desk.Found((await desk.Claim()).Single()) with { RetryAt = later });

        var task = await desk.Task("PO-1");
        (task.Status, task.Retries, task.Looks, task.DueAt, task.Error)
            .Should()
            .Be((EnrichmentTaskStatus.Pending, 0, 1, later, (string?)null));
        (await desk.Claim()).Should().BeEmpty();
        scope.Now = later;
        (await desk.Claim()).Single().Should().Match<ClaimedTask>(one => one.Retries == 0 && one.Looks == 1);
    }

    [Fact]
    public async Task Write_OfFailures_CountsRetriesUntilTheLastOne()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        await desk.Sees(SyncDesk.Order("PO-1", OrderStatus.Shipped));
        var heldBack = s_noLine with { RetryAfter = TimeSpan.FromSeconds(1) };
        foreach (var failure in (PlatformFailure[])[s_noLine, heldBack, s_noLine])
        {
            var task = (await desk.Claim()).Single();
            await desk.Write(new EnrichmentOutcome("PO-1", task.Claim) { Failure = failure, RetryAt = scope.Now });
        }

        var waiting = await desk.Task("PO-1");
        (waiting.Status, waiting.Retries, waiting.Error).Should().Be((EnrichmentTaskStatus.Pending, 2, "No line."));
        await desk.Write(new EnrichmentOutcome("PO-1", (await desk.Claim()).Single().Claim) { Failure = s_noLine });

        var failed = await desk.Task("PO-1");
        (failed.Status, failed.Retries, failed.FinishedAt)
            .Should()
            .Be((EnrichmentTaskStatus.Failed, 2, (DateTimeOffset?)scope.Now));
        (await desk.Claim()).Should().BeEmpty();
    }

    [Fact]
    public async Task Statistics_CountWhatTheListsShow()
    {
        await using var scope = await fixture.Open();
        var desk = new EnrichmentDesk(scope);
        (await desk.Sync.Tasks.Statistics(null, CancellationToken.None)).FailureRate.Should().BeNull();
        desk.Options.BatchSize = 3;
        await desk.Sees([.. Enumerable.Range(1, 5).Select(n => SyncDesk.Order($"PO-{n}", OrderStatus.Shipped))]);
        var tasks = await desk.Claim();
        scope.Now += TimeSpan.FromMinutes(1);
        await desk.Write(
            desk.Found(tasks[0], "PK-1"),
            new EnrichmentOutcome(tasks[1].Number, tasks[1].Claim) { Failure = s_noLine }
        );

        var statistics = await desk.Sync.Tasks.Statistics(null, CancellationToken.None);

        statistics.Should().Be(new EnrichmentStatistics(5, 2, 1, 1, 1, 0, StorageFixture.Now, scope.Now));
        statistics.FailureRate.Should().Be(0.5);
        (await desk.Sync.Tasks.Statistics("other", CancellationToken.None)).Total.Should().Be(0);
        foreach (var (status, count) in new[] { (EnrichmentTaskStatus.Pending, 2), (EnrichmentTaskStatus.Failed, 1) })
        {
            var page = await desk.Sync.Tasks.List(
                new(Status: status),
                new PageRequest(10, null),
                CancellationToken.None
            );
            page.Data.Should().HaveCount(count).And.OnlyContain(one => one.Status == status);
        }

        var first = await desk.Sync.Tasks.List(new(SyncDesk.Shop), new PageRequest(3, null), CancellationToken.None);
        var rest = await desk.Sync.Tasks.List(
            new(SyncDesk.Shop),
            new PageRequest(3, first.After),
            CancellationToken.None
        );
        first
            .Data.Concat(rest.Data)
            .Select(one => one.ParentOrderSn)
            .Should()
            .Equal("PO-5", "PO-4", "PO-3", "PO-2", "PO-1");
    }
}
