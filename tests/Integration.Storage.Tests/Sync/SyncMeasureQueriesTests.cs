using Integration.Databases;
using Integration.Shops;

namespace Integration.Sync;

public sealed class SyncMeasureQueriesTests(StorageFixture fixture)
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Running_AreTheLongestFirstWithoutThoseOfPausedShops()
    {
        await using var scope = await fixture.Open();
        await scope.AddShop("a");
        await scope.AddShop("paused", paused: true);
        await scope.AddRun("a", SyncKind.Orders, s_hour);
        await scope.AddRun("a", SyncKind.Products, 2 * s_hour);
        await scope.AddRun("paused", SyncKind.Orders, 9 * s_hour);
        await scope.AddRun("a", SyncKind.Orders, 9 * s_hour, SyncRunState.Completed);
        var queries = new SyncMeasureQueries(scope.Database, new ShopOptions());

        (await queries.Running(10, Ct))
            .Select(static one => (one.Shop, one.Kind))
            .Should()
            .Equal(("a", SyncKind.Products), ("a", SyncKind.Orders));
        (await queries.Running(1, Ct)).Should().ContainSingle(one => one.StartedAt == scope.Now - (2 * s_hour));
    }

    [Fact]
    public async Task Freshness_IsFromTheWindowsEndAndLateBeyondTheSchedule()
    {
        await using var scope = await fixture.Open();
        await scope.AddShop("usual");
        await scope.AddShop("slow", """{"orders":{"every":"2h"},"products":{"enabled":false}}""");
        await scope.AddShop("new", age: 3 * s_hour);
        await scope.AddShop("paused", paused: true);
        await scope.AddShop("off", enabled: false);
        await scope.AddState("usual", SyncKind.Orders, s_hour);
        await scope.AddState("usual", SyncKind.Products, TimeSpan.FromMinutes(-3));
        await scope.AddState("slow", SyncKind.Orders, s_hour);
        await scope.AddState("slow", SyncKind.Products, 5 * s_hour);
        await scope.AddState("new", SyncKind.Orders, behind: null);
        await scope.AddState("paused", SyncKind.Orders, 4 * s_hour);
        await scope.AddState("off", SyncKind.Orders, 6 * s_hour);
        await scope.AddState("gone", SyncKind.Orders, 6 * s_hour);
        var queries = new SyncMeasureQueries(scope.Database, new ShopOptions());

        var all = await queries.Freshness(shop: null, scope.Now, 100, Ct);

        all.Select(static one => (one.Shop, one.Kind, one.BehindSeconds, one.LateSeconds))
            .Should()
            .Equal(
                ("new", SyncKind.Orders, (double?)null, 10_200.0),
                ("slow", SyncKind.Orders, 3_600.0, 0.0),
                ("usual", SyncKind.Orders, 3_600.0, 3_000.0),
                ("usual", SyncKind.Products, 0.0, 0.0)
            );
        all.Single(static one => one is { Shop: "slow", Kind: SyncKind.Orders }).Every.Should().Be("2h");
        (await queries.Freshness("usual", scope.Now, 100, Ct)).Should().HaveCount(2);
        (await queries.Freshness("slow", scope.Now, 100, Ct))
            .Select(static one => (one.Kind, one.BehindSeconds, one.LateSeconds))
            .Should()
            .Equal((SyncKind.Products, 18_000.0, 0.0), (SyncKind.Orders, 3_600.0, 0.0));
        foreach (var idle in (string[])["off", "paused"])
        {
            (await queries.Freshness(idle, scope.Now, 100, Ct)).Should().ContainSingle(one => one.LateSeconds == 0);
        }
    }

    [Fact]
    public async Task Freshness_OfAllShops_IsNotFullOfThoseThatAreNotSynced()
    {
        await using var scope = await fixture.Open();
        await scope.AddShop("paused", paused: true);
        await scope.AddShop("off", enabled: false);
        await scope.AddShop("half", """{"orders":{"enabled":false}}""");
        await scope.AddShop("late");
        foreach (var idle in (string[])["paused", "off", "half"])
        {
            await scope.AddState(idle, SyncKind.Orders, 48 * s_hour);
        }

        await scope.AddState("late", SyncKind.Orders, 2 * s_hour);

        (await new SyncMeasureQueries(scope.Database, new ShopOptions()).Freshness(shop: null, scope.Now, 1, Ct))
            .Should()
            .ContainSingle(static one => one.Shop == "late" && one.LateSeconds > 0);
    }

    [Fact]
    public async Task Freshness_OfAShopThatNamesNoInterval_GoesByTheUsualOne()
    {
        await using var scope = await fixture.Open();
        await scope.AddShop("a");
        await scope.AddState("a", SyncKind.Orders, 5 * s_hour);
        var options = new ShopOptions { Every = 6 * s_hour };

        (await new SyncMeasureQueries(scope.Database, options).Freshness("a", scope.Now, 1, Ct))
            .Should()
            .ContainSingle(static one => one.LateSeconds == 0 && one.Every == "6h");
    }

    [Theory]
    [InlineData("authorisation_lost")]
    [InlineData("timeout")]
    [InlineData(null)]
    public async Task Refused_AreShopsThatWaitForTheirAccount_WhateverCameOfALaterCall(string? reason)
    {
        await using var scope = await fixture.Open();
        await scope.AddAccount("main", reason);
        await scope.AddAccount("other", refusedFor: null);
        await scope.AddShop("waits", paused: true, waits: true);
        await scope.AddShop("paused", paused: true);
        await scope.AddShop("runs");
        await scope.AddShop("off", enabled: false, paused: true, waits: true);
        await scope.AddShop("other", """{"account":"other"}""", paused: true);
        await scope.AddShop("orphan", """{"account":"gone"}""", paused: true, waits: true);

        (await new SyncMeasureQueries(scope.Database, new ShopOptions()).Refused(100, Ct))
            .Should()
            .Equal("orphan", "waits");
    }

    [Fact]
    public async Task Backlog_IsWhatIsDueOfEachShopUpToALimit()
    {
        await using var scope = await fixture.Open();
        await scope.AddTasks("a", status: 0, due: -s_hour, count: 30);
        await scope.AddTasks("a", status: 1, due: -s_hour, count: 2);
        await scope.AddTasks("a", status: 0, due: s_hour, count: 500);
        await scope.AddTasks("b", status: 0, due: TimeSpan.Zero, count: 5);
        await scope.AddTasks("later", status: 0, due: s_hour, count: 5);
        await scope.AddTasks("done", status: 2, due: -s_hour, count: 5);
        var queries = new SyncMeasureQueries(scope.Database, new ShopOptions());

        (await queries.Backlog(scope.Now, 1_000, 100, Ct)).Should().Equal(("a", 32L), ("b", 5L));
        (await queries.Backlog(scope.Now, 10, 1, Ct)).Should().Equal(("a", 10L));
    }

    [Fact]
    public async Task Backlog_OfManyTasks_ReadsTheDueOnesOfEachShopOnly()
    {
        await using var scope = await fixture.Open();
        foreach (var shop in (string[])["a", "b", "c"])
        {
            await scope.AddTasks(shop, status: 0, due: s_hour, count: 10_000);
            await scope.AddTasks(shop, status: 2, due: -s_hour, count: 5_000);
            await scope.AddTasks(shop, status: 0, due: -s_hour, count: 700);
        }

        var plan = await QueryPlan.Of(
            scope.Database.Writes,
            SyncMeasureQueries.BacklogSql,
            scope.Now.UtcDateTime,
            200,
            100
        );
        var scans = plan.Where(static node => node.Relation == "enrichment_tasks").ToList();
        scans.Should().NotBeEmpty().And.NotContain(static scan => scan.IsScan);
        scans.Sum(static scan => scan.Rows).Should().BeLessThan(1_000);
    }

    [Fact]
    public async Task Ended_CountsTasksSinceThenByShop()
    {
        await using var scope = await fixture.Open();
        await scope.AddTasks("a", status: 2, due: -TimeSpan.FromMinutes(1), count: 8);
        await scope.AddTasks("a", status: 3, due: -TimeSpan.FromMinutes(2), count: 2);
        await scope.AddTasks("a", status: 3, due: -s_hour, count: 50);
        await scope.AddTasks("b", status: 3, due: -TimeSpan.FromMinutes(1));
        await scope.AddTasks("c", status: 0, due: -TimeSpan.FromMinutes(1));
        var queries = new SyncMeasureQueries(scope.Database, new ShopOptions());

        (await queries.Ended(scope.Now.AddMinutes(-5), 1_000, 100, Ct))
            .Should()
            .Equal(new ShopShare("a", 2, 10), new ShopShare("b", 1, 1));
        (await queries.Ended(scope.Now.AddMinutes(-5), 9, 100, Ct)).Sum(static one => one.All).Should().Be(9);
    }

    [Fact]
    public async Task Running_OfALongHistory_ReadsTheRunningOnesOnly()
    {
        await using var scope = await fixture.Open();
        await scope.Execute(
            """
            insert into sync_runs (id, shop, kind, mode, state, epoch, generation, started_by, started_at, finished_at)
            select gen_random_uuid(), 's' || n % 50, 0, 0, 1, 1, 0, 'tester', @now, @now from generate_series(1, 20000) n
            """,
            new { now = scope.Now.UtcDateTime }
        );
        await scope.AddRun("s1", SyncKind.Orders, s_hour);

        var plan = await QueryPlan.Of(scope.Database.Writes, SyncMeasureQueries.RunningSql, 100);
        plan.Where(static node => node.Relation == "sync_runs").Sum(static node => node.Rows).Should().Be(1);
    }
}
