using Integration.Orders;
using Integration.Platforms;
using Integration.Shops;
using Integration.Sync;

namespace Integration.Enrichment;

/// <summary>What is none of a task: its shop waits, and no retry is used up.</summary>
public sealed class EnrichmentHoldTests(StorageFixture fixture)
{
    private static readonly PlatformFailure s_notAllowed = new(
        FailureKind.Permanent,
        FailureReason.NotAllowed,
        "Refused."
    )
    {
        HttpStatus = 200,
    };

    [Theory]
    [InlineData(FailureKind.Throttled, FailureReason.RateLimit, 7)]
    [InlineData(FailureKind.Unauthorised, FailureReason.AuthorisationLost, 60)]
    [InlineData(FailureKind.Permanent, FailureReason.BadCredentials, 60)]
    [InlineData(FailureKind.Permanent, FailureReason.NotAllowed, 60)]
    public async Task Run_OfAFailureOfTheShop_LeavesItInPeace(FailureKind kind, FailureReason reason, int seconds)
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.CallsInFlight = 2;
        await scope.Ship(20);
        var answer = scope.Platform.Answer;
        scope.Platform.Always(
            new PlatformFailure(kind, reason, "Refused.")
            {
                HttpStatus = 200,
                RetryAfter = kind == FailureKind.Throttled ? TimeSpan.FromSeconds(7) : null,
            }
        );

        (await scope.Run()).Should().Be(TimeSpan.FromSeconds(seconds));

        scope.Platform.Asked.Should().HaveCountLessThanOrEqualTo(3, "the platform is not asked on");
        var waiting = await scope.Statistics();
        (waiting.Pending, waiting.Retries).Should().Be((20, 0));
        scope.Platform.Answer = answer;
        scope.Time.Advance(TimeSpan.FromMinutes(3));
        await scope.Run();
        (await scope.Statistics()).Completed.Should().Be(20);
    }

    [Fact]
    public async Task Run_OfOneOrderThatIsNotAllowed_HoldsNoOtherAndEnds()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.CallsInFlight = 1;
        await scope.Ship(3);
        scope.Platform.Answer = (number, _) =>
            Task.FromResult<PlatformResult<Order>>(
                number == "PO-002" ? s_notAllowed : OrderConnector.With(number, "PK")
            );

        (await scope.Run()).Should().Be(TimeSpan.Zero, "others were answered");

        (await scope.Statistics()).Completed.Should().Be(2);
        var refused = await scope.Desk.Task("PO-002");
        (refused.Status, refused.Retries, refused.Error).Should().Be((EnrichmentTaskStatus.Pending, 1, "Refused."));
    }

    [Fact]
    public async Task Run_OfAShopThatIsRefusedInTheMiddle_LeavesItInPeaceAfterAFew()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.CallsInFlight = 1;
        await scope.Ship(20);
        scope.Platform.Answer = (number, _) =>
            Task.FromResult<PlatformResult<Order>>(
                scope.Platform.Asked.Count > 5 ? s_notAllowed : OrderConnector.With(number, "PK")
            );

        (await scope.Run()).Should().Be(scope.Options.RefusedWait);

        scope
            .Platform.Asked.Should()
            .HaveCount(16, "five were answered, and the eleventh refusal in a row is none of its order");
        var after = await scope.Statistics();
        (after.Completed, after.Pending, after.Retries).Should().Be((5, 15, 10));
    }

    [Fact]
    public async Task Run_OfManyOrdersThatAreNotAllowed_HoldsNoOther()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.CallsInFlight = 1;
        await scope.Ship(30);
        scope.Platform.Answer = (number, _) =>
            Task.FromResult<PlatformResult<Order>>(
                // Nine of ten, and never ten in a row.
                scope.Platform.Asked.Count % 10
                == 1
                    ? OrderConnector.With(number, "PK")
                    : s_notAllowed
            );

        (await scope.Run()).Should().Be(TimeSpan.Zero);

        scope.Platform.Asked.Should().HaveCount(30);
        (await scope.Statistics()).Completed.Should().Be(3);
    }

    [Fact]
    public async Task Run_OfAnOrderThatIsNotAllowedWithNoOtherBeside_IsLookedAtLaterEachTimeAndEnds()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        scope.Options.MaxLooks = 4;
        await scope.Ship(1);
        scope.Platform.Always(s_notAllowed);
        var waits = new List<TimeSpan>();
        while (
            await scope.Run() == scope.Options.RefusedWait
            && await scope.Desk.Task("PO-001") is { FinishedAt: null } task
        )
        {
            waits.Add(task.DueAt - scope.Clock.UtcNow());
            scope.Time.Advance(waits[^1] + TimeSpan.FromMilliseconds(1));
        }

        var ended = await scope.Desk.Task("PO-001");
        (ended.Status, ended.Retries, ended.Error).Should().Be((EnrichmentTaskStatus.Failed, 0, "Refused."));
        waits.Should().HaveCount(3).And.BeInAscendingOrder();
    }

    [Fact]
    public async Task Run_AfterManyRefusals_WaitsForThePackageAsIfThereHadBeenNone()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        scope.Platform.Always(s_notAllowed);
        for (var time = 0; time <= scope.Options.MaxMissingLooks; time++)
        {
            await scope.Run();
            scope.Time.Advance(scope.Options.LongestRetryWait * 2);
        }

        scope.Platform.Always(new PlatformFailure(FailureKind.Permanent, FailureReason.Gone, "Not there yet."));
        await scope.Run();

        var task = await scope.Desk.Task("PO-001");
        task.Status.Should().Be(EnrichmentTaskStatus.Pending);
        (task.DueAt - scope.Clock.UtcNow()).Should().BeLessThan(scope.Options.LookWait * 2);
    }

    [Fact]
    public async Task Run_WhileTheHubHoldsCallsBack_UsesNoRetry()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        scope.Platform.Always(
            new PlatformFailure(FailureKind.Transient, FailureReason.Platform, "Left in peace.")
            {
                RetryAfter = TimeSpan.FromSeconds(15),
            }
        );

        (await scope.Run()).Should().Be(TimeSpan.FromSeconds(15));

        var task = await scope.Desk.Task("PO-001");
        (task.Status, task.Retries, task.Error).Should().Be((EnrichmentTaskStatus.Pending, 0, "Left in peace."));
    }

    [Fact]
    public async Task Run_OfAPausedOrDisabledShop_AsksForNothing()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        await Pause(scope, new ShopPause(scope.Clock.UtcNow(), "Holidays."));

        (await scope.Run()).Should().Be(scope.Options.RefusedWait);
        await Pause(scope, null);
        await scope.WriteShop(version: 2, enabled: false);
        (await scope.Run()).Should().Be(scope.Options.RefusedWait);

        scope.Platform.Asked.Should().BeEmpty();
        (await scope.Statistics()).Pending.Should().Be(1);
        await scope.WriteShop(version: 3);
        await scope.Run();
        (await scope.Statistics()).Completed.Should().Be(1);
    }

    [Fact]
    public async Task Run_OfAnAccountThatCannotBeUsed_Waits()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        scope.Accounts.Failure = new PlatformFailure(FailureKind.Permanent, FailureReason.NotAllowed, "Disabled.");

        (await scope.Run()).Should().Be(scope.Options.RefusedWait);

        (await scope.Statistics()).Pending.Should().Be(1);
    }

    [Fact]
    public async Task Run_OfAShopThatIsGone_FailsItsTasks()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(2);
        await scope.Storage.Execute("delete from shops");

        await scope.Run();

        var task = await scope.Desk.Task("PO-002");
        (task.Status, task.Error).Should().Be((EnrichmentTaskStatus.Failed, "There is no shop 'shop-1' any more."));
    }

    [Fact]
    public async Task Run_OfAnOrderThatWasCancelled_WaitsForNoPackage()
    {
        await using var scope = await EnrichmentScope.Open(fixture);
        await scope.Ship(1);
        scope.Platform.Always(SyncDesk.Order("PO-001", OrderStatus.Cancelled, packages: []));

        await scope.Run();

        (await scope.Desk.Task("PO-001")).Status.Should().Be(EnrichmentTaskStatus.Failed);
    }

    private static async Task Pause(EnrichmentScope scope, ShopPause? pause)
    {
        await using var connection = await scope.Storage.Database.Reads.OpenConnectionAsync();
        _ = pause is null
            ? await ShopTable.Resume(connection, SyncDesk.Shop, CancellationToken.None)
            : await ShopTable.Pause(connection, SyncDesk.Shop, pause, CancellationToken.None);
    }
}
