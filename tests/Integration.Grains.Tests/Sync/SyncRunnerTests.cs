using Integration.Collections;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Sync;

public sealed class SyncRunnerTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_OfAShop_ReadsEverythingAndTellsEachOnce()
    {
        await using var scope = await Open(orders: 10);
        var book = scope.Book;

        var run = await scope.Sync(SyncMode.Incremental);

        (run.State, run.Mode, run.Created, run.Error).Should().Be((SyncRunState.Completed, SyncMode.Full, 10L, null));
        (await scope.Stored()).Split(' ').Should().HaveCount(10);
        (await scope.Events("order.created")).Should().Be(10);
        book.Queries.Should().HaveCount((int)run.Calls);
        var state = await scope.State();
        (state.Shown.LastFullSync, state.Shown.Generation).Should().Be((scope.Clock.UtcNow(), 1L));
    }

    [Fact]
    public async Task Incremental_AfterAFullOne_ReadsWhatChangedOnly()
    {
        await using var scope = await Open(orders: 10);
        var book = scope.Book;
        await scope.Sync(SyncMode.Full);
        var asked = book.Queries.Count;
        scope.Time.Advance(TimeSpan.FromHours(1));
        book.Put("PO-3", OrderStatus.Shipped);
        book.Put("PO-99");
        scope.Time.Advance(TimeSpan.FromMinutes(10));

        var run = await scope.Sync(SyncMode.Incremental);

        (run.Mode, run.Created, run.Changed, run.Unchanged).Should().Be((SyncMode.Incremental, 1L, 1L, 0L));
        book.Queries.Should().HaveCount(asked + 1);
        (await scope.Events("order.status_changed")).Should().Be(1);
        (await scope.State()).Shown.WindowEnd.Should().Be(scope.Clock.UtcNow().AddMinutes(-1));
    }

    [Fact]
    public async Task Deleted_Order_CountsAsSuchAfterTwoFullRuns()
    {
        await using var scope = await Open(orders: 5);
        var book = scope.Book;
        await scope.Sync(SyncMode.Full);
        book.Remove("PO-2");

        scope.Time.Advance(TimeSpan.FromHours(1));
        (await scope.Sync(SyncMode.Full)).Deleted.Should().Be(0);
        (await scope.Stored()).Should().Be("PO-1 PO-2 PO-3 PO-4 PO-5");
        scope.Time.Advance(TimeSpan.FromHours(1));
        (await scope.Sync(SyncMode.Full)).Deleted.Should().Be(1);

        (await scope.Stored()).Should().Be("PO-1 PO-3 PO-4 PO-5");
        (await scope.Events("order.deleted")).Should().Be(1);
    }

    [Fact]
    public async Task Crash_InTheMiddle_GoesOnAtItsPageElsewhereAndTellsNothingTwice()
    {
        await using var scope = await Open(orders: 12);
        var book = scope.Book;
        using var crash = new CancellationTokenSource();
        book.Instead = (number, _) => number == 3 ? Crash(crash) : null;
        var run = (await scope.Begin(SyncMode.Full)).Value!;
        await scope.Runner().Run(SyncScope.Shop, SyncKind.Orders, crash.Token);
        (await scope.Read(run))
            .Should()
            .Match<SyncRunResource>(one => one.State == SyncRunState.Running && one.Pages == 2);

        await scope.Runner().Run(SyncScope.Shop, SyncKind.Orders, Ct);

        var ended = await scope.Read(run);
        (ended.State, ended.Created, ended.Seen).Should().Be((SyncRunState.Completed, 12L, 12L));
        (await scope.Events("order.created")).Should().Be(12);
        var pages = book
            .Queries.GroupBy(static query => (query.Window, query.Cursor))
            .Select(static page => page.Count());
        pages.Order().Should().Equal(1, 1, 1, 2);
    }

    [Fact]
    public async Task Page_ThatCanNeverBeStored_FailsTheRunAndIsNotReadForEver()
    {
        await using var scope = await Open(orders: 5);
        await scope.Storage.Execute(
            "alter table orders add check (id <> 'PO-2'); alter table record_failures add check (shop = '')"
        );

        var run = await scope.Sync(SyncMode.Full);

        (run.State, run.Pages).Should().Be((SyncRunState.Failed, 0L));
        run.Error.Should().Contain("fault of ours");
    }

    [Fact]
    public async Task Owner_ThatWasTakenOver_WritesNothingMore()
    {
        await using var scope = await Open(orders: 9);
        var book = scope.Book;
        var run = (await scope.Begin(SyncMode.Full)).Value!;
        // While the first one waits for its second page, another silo takes the run over and ends it.
        book.Before = async number =>
        {
            if (number == 2)
            {
                await scope.Runner().Run(SyncScope.Shop, SyncKind.Orders, Ct);
            }
        };

        await scope.Runner().Run(SyncScope.Shop, SyncKind.Orders, Ct);

        var ended = await scope.Read(run);
        (ended.State, ended.Pages, ended.Created, ended.Seen).Should().Be((SyncRunState.Completed, 3L, 9L, 9L));
        (await scope.Events("order.created")).Should().Be(9);
    }

    [Fact]
    public async Task Starts_AtOnce_OneRunsAndTheOtherIsToldSo()
    {
        await using var scope = await Open(orders: 3);

        var starts = await Task.WhenAll(scope.Begin(SyncMode.Full), scope.Begin(SyncMode.Incremental));

        var (begun, refused) = (starts.Single(one => one.Succeeded), starts.Single(one => !one.Succeeded));
        (refused.Problem!.Slug, refused.Problem.Status).Should().Be(("sync-running", 409));
        refused.Problem.Detail.Should().Contain(begun.Value!.Shown.Id.ToString());
    }

    [Fact]
    public async Task Stopped_Run_WritesNothingMore()
    {
        await using var scope = await Open(orders: 9);
        var book = scope.Book;
        var run = (await scope.Begin(SyncMode.Full)).Value!;
        book.Before = async number =>
        {
            if (number == 2)
            {
                await Stop(scope, run);
            }
        };

        await scope.Runner().Run(SyncScope.Shop, SyncKind.Orders, Ct);

        var ended = await scope.Read(run);
        (ended.State, ended.Pages, ended.Created).Should().Be((SyncRunState.Stopped, 1L, 3L));
    }

    [Fact]
    public async Task Page_ThatIsNoAnswer_IsAskedForAgain()
    {
        await using var scope = await Open(orders: 6);
        var book = scope.Book;
        book.Instead = (number, _) =>
            number is 2 or 3
                ? (PlatformResult<OrderPage>)
                    new PlatformFailure(FailureKind.Transient, FailureReason.InvalidAnswer, "It is not JSON.")
                : null;

        var run = await scope.Sync(SyncMode.Full);

        (run.State, run.Created, run.Calls, run.Error).Should().Be((SyncRunState.Completed, 6L, 4L, null));
    }

    [Fact]
    public async Task Failures_WithoutEnd_EndTheRunWithItsReason()
    {
        await using var scope = await Open(orders: 6);
        var book = scope.Book;
        book.Instead = static (_, _) =>
            new PlatformFailure(FailureKind.Transient, FailureReason.Platform, "It is down for maintenance.");

        var run = await scope.Sync(SyncMode.Full);

        (run.State, run.Error).Should().Be((SyncRunState.Failed, "It is down for maintenance."));
        (await scope.State()).Shown.Status.Should().Be(SyncRunState.Failed);
    }

    [Fact]
    public async Task End_OfARun_IsToldOnceWithWhatItDid()
    {
        await using var scope = await Open(orders: 4);
        var run = await scope.Sync(SyncMode.Full);
        scope.Book.Instead = static (_, _) =>
            new PlatformFailure(FailureKind.Permanent, FailureReason.Platform, "It is closed.");
        var failed = await scope.Sync(SyncMode.Incremental);

        (await scope.Events("sync.completed")).Should().Be(1);
        (await scope.Events("sync.failed")).Should().Be(1);
        const string told = "select subject from events where type = @type";
        (await scope.Storage.Scalar<string>(told, new { type = "sync.completed" })).Should().Be($"sync-run/{run.Id}");
        (await scope.Storage.Scalar<string>(told, new { type = "sync.failed" })).Should().Be($"sync-run/{failed.Id}");
    }

    [Fact]
    public async Task Page_ThatCannotBeWritten_EndsTheRunInsteadOfBeingReadForEver()
    {
        await using var scope = await Open(orders: 4);
        scope.Storing.MaxPage = BookConnector.PageSize - 1;

        var run = await scope.Sync(SyncMode.Full);

        (run.State, run.Created).Should().Be((SyncRunState.Failed, 0L));
        run.Error.Should().Contain("fault of ours");
    }

    [Fact]
    public async Task Products_OfAListThatIsCountedUpwards_AreReadUntilNothingNewComes()
    {
        var shop = new ShopConnector
        {
            Page = static cursor =>
                cursor is null ? ShopConnector.PageOf(["1", "2"], "2") : ShopConnector.PageOf(["3"], null),
        };
        await using var scope = await SyncScope.Open(fixture, shop, new(StorageFixture.Now));

        var run = await scope.Sync(SyncMode.Incremental, SyncKind.Products);

        (run.State, run.Mode, run.Created, run.Pages).Should().Be((SyncRunState.Completed, SyncMode.Full, 3L, 4L));
        (await scope.Stored("products")).Should().Be("1 2 3");
        (await scope.Events("product.created")).Should().Be(3);
    }

    [Fact]
    public async Task Calls_OfAPageThatTookTwo_AreCountedBoth()
    {
        await using var scope = await Open(orders: 2);
        var book = scope.Book;
        book.Calls = 2;

        var run = await scope.Sync(SyncMode.Full);

        (run.Pages, run.Calls).Should().Be((1L, 2L));
    }

    private Task<SyncScope> Open(int orders) => SyncScope.OpenBook(fixture, orders);

    private static PlatformResult<OrderPage> Crash(CancellationTokenSource crash)
    {
        crash.Cancel();
        throw new OperationCanceledException(crash.Token);
    }

    private static async Task Stop(SyncScope scope, SyncRun run)
    {
        await using var connection = await scope.Storage.Database.Reads.OpenConnectionAsync(Ct);
        var end = new SyncRunEnd(SyncRunState.Stopped);
        await SyncRunTable.Finish(connection, run.Shown.Id, epoch: null, end, scope.Clock.UtcNow(), Ct);
    }
}
