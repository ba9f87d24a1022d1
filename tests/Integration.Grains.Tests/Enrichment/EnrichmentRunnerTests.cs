using Integration.Orders;
using Integration.Platforms;

namespace Integration.Enrichment;

public sealed class EnrichmentRunnerTests(StorageFixture fixture)
{
    private static readonly PlatformFailure s_noLine = new(FailureKind.Transient, FailureReason.Network, "No line.");

    [Fact]
    public async Task Run_OfMoreThanABatch_AsksForEachOrderOnceAndTellsItsPackages()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Storage.Subscribe("erp", ["order.package_assigned"]);
        await scope.Ship(120);

        (await scope.Run()).Should().Be(TimeSpan.Zero);

        scope.Platform.Asked.Should().HaveCount(120).And.OnlyHaveUniqueItems();
        var statistics = await scope.Statistics();
        (statistics.Completed, statistics.Total).Should().Be((120, 120));
        (await scope.Desk.Task("PO-007")).PackageSn.Should().Be("PK-PO-007");
        (await scope.Desk.Sync.Order("PO-007")).PackageSn.Should().Be("PK-PO-007");
        (await scope.Events()).Should().Be(120);
        (await scope.Storage.Scalar<long>("select count(*) from deliveries")).Should().Be(120);
    }

    [Fact]
    public async Task Run_AsksByHandFirst_ThenTheOlderShipDate()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.CallsInFlight = 1;
        scope.Options.BatchSize = 2;
        await scope.Ship(5);
        await scope.Desk.Request("PO-004");

        await scope.Run();

        scope.Platform.Asked.Should().Equal("PO-004", "PO-001", "PO-002", "PO-003", "PO-005");
    }

    [Fact]
    public async Task Run_KeepsCallsInFlightAcrossBatches_AndNeverMoreThanAllowed()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.BatchSize = 5;
        scope.Options.CallsInFlight = 7;
        await scope.Ship(21);
        var seven = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        scope.Platform.Answer = async (number, ct) =>
        {
            // None of the first seven is answered before the seventh was asked for, which stands in the second batch.
            if (scope.Platform.MostAtOnce == 7)
            {
                seven.TrySetResult();
            }

            await seven.Task.WaitAsync(ct);
            return OrderConnector.With(number, "PK");
        };

        await scope.Run();

        scope.Platform.MostAtOnce.Should().Be(7);
        (await scope.Statistics()).Completed.Should().Be(21);
    }

    [Fact]
    public async Task Run_OfAnOrderWithoutPackage_IsALaterLookAndNeitherFailureNorRetry()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        scope.Platform.Answer = static (number, _) =>
            Task.FromResult<PlatformResult<Order>>(OrderConnector.With(number));

        await scope.Run();

        var task = await scope.Desk.Task("PO-001");
        (task.Status, task.Retries, task.Looks, task.Error)
            .Should()
            .Be((EnrichmentTaskStatus.Pending, 0, 1, (string?)null));
        (task.DueAt - scope.Clock.UtcNow())
            .Should()
            .BeGreaterThanOrEqualTo(scope.Options.LookWait)
            .And.BeLessThanOrEqualTo(scope.Options.LookWait * 1.2);
        await scope.Run();
        scope.Platform.Asked.Should().HaveCount(1, "it is not due");

        scope.Time.Advance(task.DueAt - scope.Clock.UtcNow() + TimeSpan.FromMilliseconds(1));
        scope.Platform.Answer = static (number, _) =>
            Task.FromResult<PlatformResult<Order>>(OrderConnector.With(number, "PK-1", "PK-2"));
        await scope.Run();

        (await scope.Desk.Task("PO-001")).PackageSn.Should().Be("PK-1");
    }

    [Fact]
    public async Task Run_OfAnOrderThatIsSentInParts_KeepsThePackageOfTheFirstAndLooksForThatOfTheOther()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        var parts = OrderConnector.With("PO-001") with
        {
            Lines = [new("a") { Status = OrderStatus.Shipped }, new("b") { Status = OrderStatus.Shipped }],
            Packages = [new("PK-1") { LineIds = ["a"] }],
        };
        scope.Platform.Always(parts);

        await scope.Run();

        var task = await scope.Desk.Task("PO-001");
        (task.Status, task.Looks, task.PackageSn, task.Error)
            .Should()
            .Be((EnrichmentTaskStatus.Pending, 1, "PK-1", (string?)null));
        (await scope.Desk.Sync.Order("PO-001")).PackageSn.Should().Be("PK-1");

        scope.Time.Advance(task.DueAt - scope.Clock.UtcNow() + TimeSpan.FromMilliseconds(1));
        scope.Platform.Always(parts with { Packages = [.. parts.Packages, new("PK-2") { LineIds = ["b"] }] });
        await scope.Run();

        (await scope.Desk.Task("PO-001")).Status.Should().Be(EnrichmentTaskStatus.Completed);
        (await scope.Desk.Sync.Order("PO-001")).Packages.ToString().Should().Contain("PK-1").And.Contain("PK-2");
    }

    [Fact]
    public async Task Run_OfAnOrderThatTheDetailsDoNotShowYet_LooksAgainAndEndsAsFailedInTheEnd()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.MaxMissingLooks = 2;
        await scope.Ship(1);
        scope.Platform.Always(new PlatformFailure(FailureKind.Permanent, FailureReason.Gone, "No such order."));

        await scope.Run();
        var waiting = await scope.Desk.Task("PO-001");
        await RunUntilEnded(scope);

        (waiting.Status, waiting.Looks, waiting.Error).Should().Be((EnrichmentTaskStatus.Pending, 1, (string?)null));
        var ended = await scope.Desk.Task("PO-001");
        (ended.Status, ended.Retries, ended.Error).Should().Be((EnrichmentTaskStatus.Failed, 0, "No such order."));
        scope.Platform.Asked.Should().HaveCount(3);
    }

    [Fact]
    public async Task Run_OfAPassingFailure_RetriesFiveTimesAndThenFails()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        scope.Platform.Always(s_noLine);

        await RunUntilEnded(scope);

        var failed = await scope.Desk.Task("PO-001");
        (failed.Status, failed.Retries).Should().Be((EnrichmentTaskStatus.Failed, 5));
        failed.Error.Should().Be("Given up after 5 retries. No line.");
        scope.Platform.Asked.Should().HaveCount(6);
    }

    [Fact]
    public async Task Run_OfAFailureThatStays_FailsAtOnce()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        scope.Platform.Always(new PlatformFailure(FailureKind.Permanent, FailureReason.InvalidRequest, "No number."));

        await scope.Run();

        var failed = await scope.Desk.Task("PO-001");
        (failed.Status, failed.Error).Should().Be((EnrichmentTaskStatus.Failed, "No number."));
    }

    [Fact]
    public async Task Run_OfAnOrderThatCannotBeStored_FailsItAlone()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(9);
        scope.Platform.Answer = static (number, _) =>
            Task.FromResult<PlatformResult<Order>>(
                OrderConnector.With(number, number == "PO-005" ? "PK\0" : $"PK-{number}")
            );

        await scope.Run();

        var failed = await scope.Desk.Task("PO-005");
        (failed.Status, failed.Error)
            .Should()
            .Be((EnrichmentTaskStatus.Failed, "The order holds texts or numbers that cannot be stored."));
        (await scope.Statistics()).Completed.Should().Be(8);
    }

    [Fact]
    public async Task Run_OfAConnectorThatThrows_CountsAsAPassingFailure()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(2);
        scope.Platform.Answer = static (number, _) =>
            number == "PO-001"
                ? throw new InvalidOperationException("A bug.")
                : Task.FromResult<PlatformResult<Order>>(OrderConnector.With(number, "PK"));

        await scope.Run();

        var task = await scope.Desk.Task("PO-001");
        (task.Status, task.Retries, task.Error)
            .Should()
            .Be((EnrichmentTaskStatus.Pending, 1, EnrichmentRules.Broken.Detail));
        (await scope.Desk.Task("PO-002")).Status.Should().Be(EnrichmentTaskStatus.Completed);
    }

    private static async Task RunUntilEnded(EnrichmentScope scope)
    {
        for (var runs = 0; runs < 20; runs++)
        {
            await scope.Run();
            var task = await scope.Desk.Task("PO-001");
            if (task.FinishedAt is not null)
            {
                return;
            }

            scope.Time.Advance(task.DueAt - scope.Clock.UtcNow());
        }

        throw new InvalidOperationException("It does not end.");
    }
}
