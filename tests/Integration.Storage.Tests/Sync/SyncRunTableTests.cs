using Dapper;
using Integration.Lists;
using Integration.Partitions;

namespace Integration.Sync;

public sealed class SyncRunTableTests(StorageFixture fixture)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Finish_NotesHowFarTheShopIsSynced()
    {
        await using var scope = await fixture.Open();
        var (desk, states) = (new SyncDesk(scope), new SyncStateTable(scope.Database));
        var full = await desk.Begin(SyncMode.Full);
        (await State())
            .Should()
            .Match<SyncState>(one => one.Shown.Status == SyncRunState.Running && one.Shown.Run == full.Shown.Id);
        var end = scope.Now - TimeSpan.FromMinutes(1);
        await desk.Finish(full, new SyncRunEnd(SyncRunState.Completed) { WindowEnd = end, IsExhaustive = true });
        var first = scope.Now;
        scope.Now += TimeSpan.FromMinutes(10);
        await desk.Finish(
            await desk.Begin(),
            new SyncRunEnd(SyncRunState.Completed) { WindowEnd = end + TimeSpan.FromMinutes(10) }
        );
        var second = scope.Now;
        scope.Now += TimeSpan.FromMinutes(10);
        await desk.Finish(await desk.Begin(), new SyncRunEnd(SyncRunState.Failed) { Error = "The token is gone." });

        var state = await State();
        (state.Shown.LastFullSync, state.Shown.LastSync, state.Shown.WindowEnd, state.Shown.Generation, state.Marks)
            .Should()
            .Be((first, second, end + TimeSpan.FromMinutes(10), 1L, (string?)null));
        state.Shown.Status.Should().Be(SyncRunState.Failed);

        async Task<SyncState> State() => (await states.Read([SyncDesk.Shop], Ct)).Single();
    }

    [Fact]
    public async Task Finish_OfAFullRunWithGapsOrABackfill_MakesNoGeneration()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var full = await desk.Begin(SyncMode.Full);
        await desk.Finish(full, new SyncRunEnd(SyncRunState.Completed));
        var backfill = await desk.Begin(SyncMode.Backfill);
        await desk.Finish(backfill, new SyncRunEnd(SyncRunState.Completed) { IsExhaustive = true });

        var state = (await new SyncStateTable(scope.Database).Read([SyncDesk.Shop], Ct)).Single();
        (state.Shown.Generation, state.Marks, state.Shown.LastSync)
            .Should()
            .Be((0L, (string?)null, full.Shown.StartedAt));
        (await desk.Begin(SyncMode.Full)).Generation.Should().Be(1);
    }

    [Fact]
    public async Task Marks_AreKeptFromOneRunToTheNext_UntilNewOnesAreGiven()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        var page = desk.PageOf(run, []);
        await desk.Write(page with { Step = page.Step! with { Marks = "{\"g\":1}" } });
        (await Marks()).Should().Be("{\"g\":1}");
        await desk.Write(run, SyncDesk.Order("PO-1"));
        (await Marks()).Should().Be("{\"g\":1}");
        await desk.Finish(run, new SyncRunEnd(SyncRunState.Completed) { Marks = "{\"g\":2}" });
        (await Marks()).Should().Be("{\"g\":2}");

        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        var start = new SyncRunStart(scope.NewId(), SyncDesk.Shop, SyncKind.Orders, SyncMode.Full, "tester");
        await SyncRunTable.Begin(connection, start with { Marks = "{\"g\":3}" }, scope.Now, Ct);
        (await Marks()).Should().Be("{\"g\":3}");

        async Task<string?> Marks() =>
            (await new SyncStateTable(scope.Database).Read([SyncDesk.Shop], Ct)).Single().Marks;
    }

    [Fact]
    public async Task Finish_ByAnOwnerWhoLostTheRun_DoesNothing()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        await desk.Runs.TakeOver(run.Shown.Id, scope.Now, Ct);

        (await desk.Finish(run)).Should().BeNull();

        (await desk.Read(run)).Shown.State.Should().Be(SyncRunState.Running);
        (await desk.Finish(run, epoch: 2))!.Shown.State.Should().Be(SyncRunState.Completed);
    }

    [Fact]
    public async Task Find_InTheMiddle_EstimatesTheEndByThePaceSoFar()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var run = await desk.Begin();
        scope.Now += TimeSpan.FromSeconds(10);
        var page = desk.PageOf(run, [SyncRecord.Of(SyncDesk.Order("PO-1"))]);
        await desk.Write(page with { Step = page.Step! with { Expected = 4 } });

        var shown = (await desk.Read(run)).Shown;
        (shown.EstimatedEnd, shown.Expected, shown.ProgressAt)
            .Should()
            .Be((scope.Now + TimeSpan.FromSeconds(30), 4L, scope.Now));
    }

    [Fact]
    public async Task Begin_ByMarksThatAreNotStoredAnyMore_IsToBeTriedAgainSoon()
    {
        await using var scope = await fixture.Open();
        await scope.KnowShop(SyncDesk.Shop);
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        var start = new SyncRunStart(scope.NewId(), SyncDesk.Shop, SyncKind.Orders, SyncMode.Incremental, "tester")
        {
            FollowsMarks = true,
            MarksBefore = "others",
        };

        var problem = (await SyncRunTable.Begin(connection, start, scope.Now, Ct)).Problem!;

        (problem.Slug, problem.Status, problem.RetryAfter)
            .Should()
            .Be(("try-later", 503, (TimeSpan?)TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task BeginAndWritePlan_OfAShopThatWasDeletedMeanwhile_LeaveNothing()
    {
        await using var scope = await fixture.Open();
        await scope.KnowShop(SyncDesk.Shop);
        await using var deleting = await scope.Database.Reads.OpenConnectionAsync(Ct);
        await using var deletion = await deleting.BeginTransactionAsync(Ct);
        await deleting.ExecuteAsync("delete from shops where id = @Shop", new { SyncDesk.Shop });
        await using var beginning = await scope.Database.Reads.OpenConnectionAsync(Ct);
        await using var planning = await scope.Database.Reads.OpenConnectionAsync(Ct);
        var start = new SyncRunStart(scope.NewId(), SyncDesk.Shop, SyncKind.Orders, SyncMode.Full, "tester");

        var begun = SyncRunTable.Begin(beginning, start, scope.Now, Ct);
        var plan = new SyncPlan(scope.Now, scope.Now);
        var planned = SyncStateTable.WritePlan(
            planning,
            SyncDesk.Shop,
            SyncKind.Orders,
            plan,
            version: 1,
            scope.Now,
            Ct
        );
        await scope.Until(
            "select count(*) = 2 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
        );
        await deletion.CommitAsync(Ct);

        (await begun).Problem!.Status.Should().Be(404);
        await planned;
        foreach (var table in (string[])["sync_runs", "sync_states"])
        {
            (await scope.Scalar<long>($"select count(*) from {table}")).Should().Be(0, table);
        }
    }

    [Fact]
    public async Task WritePlan_ThatSaysNothingNew_RewritesNoRow()
    {
        await using var scope = await fixture.Open();
        await scope.KnowShop(SyncDesk.Shop);
        var (desk, states) = (new SyncDesk(scope), new SyncStateTable(scope.Database));
        await using var connection = await scope.Database.Reads.OpenConnectionAsync(Ct);
        await Plan(SyncKind.Orders, new SyncPlan(scope.Now, null));
        var rows = await desk.RowsOf("sync_states");
        await Plan(SyncKind.Products, new SyncPlan(null, scope.Now));
        await Plan(SyncKind.Orders, new SyncPlan(scope.Now, null));

        (await states.Read([SyncDesk.Shop, "other"], Ct))
            .Select(one => (one.Shown.Kind, one.Shown.NextIncremental, one.Shown.NextFull))
            .Should()
            .Equal(
                (SyncKind.Orders, (DateTimeOffset?)scope.Now, (DateTimeOffset?)null),
                (SyncKind.Products, (DateTimeOffset?)null, (DateTimeOffset?)scope.Now)
            );
        (await desk.RowsOf("sync_states")).Should().StartWith(rows);

        Task Plan(SyncKind kind, SyncPlan plan) =>
            SyncStateTable.WritePlan(connection, SyncDesk.Shop, kind, plan, version: null, scope.Now, Ct);
    }

    [Fact]
    public async Task Runs_AreListedByFilterPageByPage_AndPurgedOnceTheyAreOld()
    {
        await using var scope = await fixture.Open();
        var desk = new SyncDesk(scope);
        var ids = new List<Guid>();
        foreach (var mode in (SyncMode[])[SyncMode.Full, SyncMode.Incremental, SyncMode.Incremental])
        {
            var run = await desk.Begin(mode);
            await desk.Finish(run);
            ids.Add(run.Shown.Id);
            scope.Now += TimeSpan.FromSeconds(1);
        }

        var running = (await desk.Begin()).Shown.Id;
        var first = await desk.Queries.Runs(new SyncRunFilter(SyncDesk.Shop), new PageRequest(2, null), Ct);
        first.Data.Select(one => one.Id).Should().Equal(running, ids[2]);
        var rest = await desk.Queries.Runs(new SyncRunFilter(SyncDesk.Shop), new PageRequest(2, first.After), Ct);
        rest.Data.Select(one => one.Id).Should().Equal(ids[1], ids[0]);
        var found = await desk.Queries.Runs(
            new SyncRunFilter(Mode: SyncMode.Incremental, State: SyncRunState.Completed, Kind: SyncKind.Orders),
            new PageRequest(10, null),
            Ct
        );
        found.Data.Select(one => one.Id).Should().Equal(ids[2], ids[1]);
        (await desk.Queries.FindRun(ids[0], Ct))!.Mode.Should().Be(SyncMode.Full);

        await new Purge(scope.Database, new RetentionOptions()).Run(scope.Now + TimeSpan.FromDays(31), Ct);
        (await desk.Queries.Runs(new SyncRunFilter(), new PageRequest(10, null), Ct))
            .Data.Single()
            .Id.Should()
            .Be(running);
    }
}
