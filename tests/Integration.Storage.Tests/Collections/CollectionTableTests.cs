using Integration.Lists;
using Integration.Partitions;
using Integration.Platforms;
using Integration.Problems;
using Integration.Time;

namespace Integration.Collections;

public sealed class CollectionTableTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Due_FindsWhatHasWorkNow()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var waiting = (await desk.Begin(["1"])).Shown.Id;
        var shop = (await desk.Begin([], shop: true)).Shown.Id;
        var putOff = await desk.Begin(["1"]);
        var failure = new PlatformFailure(FailureKind.Transient, FailureReason.Network, "No line.");
        var again = scope.Now + TimeSpan.FromMinutes(1);
        await desk.Write(putOff, new ItemOutcome("1") { Failure = failure, RetryAt = again });
        var done = await desk.Begin(["1"]);
        await desk.Write(done, CollectionDesk.Found("1"));

        (await desk.Table.Due(scope.Now, Ct)).Should().BeEquivalentTo([waiting, shop, done.Shown.Id]);
        (await desk.Table.Finish(done.Shown.Id, scope.Now, Ct)).Should().BeTrue();
        (await desk.Table.Due(again, Ct)).Should().BeEquivalentTo([waiting, shop, putOff.Shown.Id]);
    }

    [Fact]
    public async Task Due_OfAPausedCollection_WaitsForTheEndOfThePause()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1", "2"]);
        var until = scope.Now + TimeSpan.FromMinutes(1);
        await desk.Products.Write(
            new BatchOutcome(row, [CollectionDesk.Found("1")], 1, until),
            scope.Routing,
            scope.Now,
            Ct
        );

        (await desk.Table.Due(until - TimeSpan.FromMilliseconds(1), Ct)).Should().BeEmpty();
        (await desk.Table.Due(until, Ct)).Should().Equal(row.Shown.Id);
    }

    [Fact]
    public async Task Finish_WhileAnItemWaits_DoesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1", "2"]);
        await desk.Write(row, CollectionDesk.Found("1"));
        (await desk.Table.Finish(row.Shown.Id, scope.Now, Ct)).Should().BeFalse();
        await desk.Write(row, CollectionDesk.Found("2"));
        (await desk.Table.Finish(row.Shown.Id, scope.Now, Ct)).Should().BeTrue();
        var shown = (await desk.Read(row.Shown.Id)).Shown;
        (shown.State, shown.FinishedAt).Should().Be((CollectionState.Completed, (DateTimeOffset?)scope.Now));
    }

    [Fact]
    public async Task Find_InTheMiddle_EstimatesTheEndByThePaceSoFar()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1", "2", "3", "4"]);
        row.Shown.EstimatedEnd.Should().BeNull("nothing is known yet");
        await desk.Write(row, CollectionDesk.Found("1"));
        scope.Now += TimeSpan.FromSeconds(10);

        (await desk.Read(row.Shown.Id)).Shown.EstimatedEnd.Should().Be(scope.Now + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Cancel_KeepsResultsAndEndsTheRest()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1", "2", "3"]);
        await desk.Write(row, CollectionDesk.Found("1"));

        var cancelled = await Cancel(scope, row.Shown.Id);
        (cancelled.Value!.State, cancelled.Value.Cancelled, cancelled.Value.Collected, cancelled.Value.Waiting)
            .Should()
            .Be((CollectionState.Cancelled, 2, 1, 0));
        (await Cancel(scope, row.Shown.Id)).Succeeded.Should().BeTrue("it is what was asked for");
    }

    [Fact]
    public async Task Cancel_OfWhatHasEndedOrNeverWas_IsToldApart()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1"]);
        await desk.Write(row, CollectionDesk.Found("1"));
        await desk.Table.Finish(row.Shown.Id, scope.Now, Ct);

        (await Cancel(scope, row.Shown.Id)).Problem!.Slug.Should().Be("collection-ended");
        (await Cancel(scope, Guid.Empty)).Problem!.Slug.Should().Be("not-found");
    }

    [Fact]
    public async Task FailRest_FailsWhatWaitsAndEndsAsFailed()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1", "2"], shop: true);
        await desk.Write(row, CollectionDesk.Found("1"));
        var failure = new PlatformFailure(FailureKind.Permanent, FailureReason.BadCredentials, "The secret is wrong.");

        await desk.Table.FailRest(row.Shown.Id, failure, scope.Now, Ct);
        (await desk.Table.Finish(row.Shown.Id, scope.Now, Ct)).Should().BeTrue();

        var shown = (await desk.Read(row.Shown.Id)).Shown;
        (shown.State, shown.Failed, shown.Collected, shown.Error)
            .Should()
            .Be((CollectionState.Failed, 1, 1, "The secret is wrong."));
    }

    [Fact]
    public async Task Create_AboveTheLimitOfRunningOnes_IsRefused()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1"]);
        desk.Options.MaxRunning = 1;
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        var second = row with { Shown = row.Shown with { Id = scope.NewId() } };
        (await desk.Table.Create(connection, second, ["1"], [], Ct)).Problem!.Status.Should().Be(503);
    }

    [Fact]
    public async Task Create_ByManyAtOnce_StartsNoMoreThanTheLimit()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1"]);
        desk.Options.MaxRunning = 4;

        var problems = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Start()));

        problems.Count(static one => one is null).Should().Be(3);
        problems.OfType<Problem>().Should().OnlyContain(one => one.Slug == "busy");
        (await scope.Scalar<long>("select count(*) from collections")).Should().Be(4);

        async Task<Problem?> Start()
        {
            await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
            await using var transaction = await connection.BeginTransactionAsync(Ct);
            var next = row with { Shown = row.Shown with { Id = scope.NewId() } };
            var made = await desk.Table.Create(connection, next, ["1", "2"], [], Ct);
            await (made.Succeeded ? transaction.CommitAsync(Ct) : transaction.RollbackAsync(Ct));
            return made.Problem;
        }
    }

    [Fact]
    public async Task WritePage_FromAnOldCheckpoint_AddsNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var first = await desk.Begin([], shop: true);
        await desk.Work.WritePage(first, ["1", "2"], Step("2"), scope.Now, Ct);
        await desk.Work.WritePage(first, ["8", "9"], Step("2"), scope.Now, Ct);
        var second = await desk.Read(first.Shown.Id);
        (second.ListingPage, second.ListingWalk, second.ListingCursor, second.Shown.Total)
            .Should()
            .Be((1, "2 new", "2", 2));
        await desk.Work.WritePage(second, ["2", "3", "3"], Step(null), scope.Now, Ct);

        var last = await desk.Read(first.Shown.Id);
        (last.Shown.Listed, last.Shown.Total, last.Shown.Calls).Should().Be((true, 3, 2L));
        (await desk.Items(first.Shown.Id))
            .Select(item => (item.Position, item.ProductId))
            .Should()
            .Equal((1, "1"), (2, "2"), (3, "3"));
    }

    private static Func<int, ListingStep> Step(string? cursor) =>
        added => new($"{added} new", cursor, IsDone: cursor is null);

    [Fact]
    public async Task Purge_TakesWhatEndedLongAgoWithItsItems_AndNoProduct()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var old = await desk.Begin(["1"]);
        await desk.Write(old, CollectionDesk.Found("1"));
        await desk.Table.Finish(old.Shown.Id, scope.Now, Ct);
        var running = await desk.Begin(["2"]);

        await new Purge(scope.Database, new RetentionOptions()).Run(scope.Now + TimeSpan.FromDays(31), Ct);

        (await scope.Scalar<long>("select count(*) from collection_items")).Should().Be(1);
        var page = await new CollectionQueries(scope.Database, new DatabaseClock(TimeProvider.System)).List(
            null,
            null,
            new PageRequest(10, null),
            Ct
        );
        page.Data.Select(one => one.Id).Should().Equal(running.Shown.Id);
        (await desk.Find("1")).Should().NotBeNull();
    }

    [Fact]
    public async Task Lists_GoPageByPageWithTheNewestFirst()
    {
        await using var scope = await fixture.Open();
        var desk = new CollectionDesk(scope);
        var row = await desk.Begin(["1", "2", "3"]);
        await desk.Write(row, CollectionDesk.Found("2"));
        scope.Now += TimeSpan.FromSeconds(1);
        await desk.Write(row, CollectionDesk.Found("1"), CollectionDesk.Found("3"));
        scope.Now += TimeSpan.FromSeconds(1);
        await desk.Write(row, CollectionDesk.Found("2"));
        var products = new CollectedProductQueries(scope.Database);

        var first = await products.List(CollectionDesk.Platform, new PageRequest(2, null), Ct);
        first.Data.Select(one => one.ProductId).Should().Equal("3", "1");
        var second = await products.List(null, new PageRequest(2, first.After), Ct);
        second.Data.Select(one => one.ProductId).Should().Equal("2");
        second.After.Should().BeNull();
        (await products.List("elsewhere", new PageRequest(2, null), Ct)).Data.Should().BeEmpty();
    }

    private static async Task<Outcome<CollectionResource>> Cancel(StorageScope scope, Guid id)
    {
        await using var connection = await scope.Database.Reads.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var outcome = await CollectionTable.Cancel(connection, id, scope.Now, CancellationToken.None);
        await transaction.CommitAsync();
        return outcome;
    }
}
