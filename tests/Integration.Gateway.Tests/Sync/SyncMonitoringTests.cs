using System.Text.Json;
using Integration.Monitoring;

namespace Integration.Sync;

public sealed class SyncMonitoringTests(StorageFixture fixture)
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Health_OfAnEmptyHub_IsWhole()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        var health = await (await scope.Get("/api/v1/sync/health")).Json();

        (health.GetProperty("score").GetInt32(), health.GetProperty("status").GetString())
            .Should()
            .Be((100, "healthy"));
        var parts = health.GetProperty("parts").EnumerateArray().ToList();
        parts.Sum(static part => part.GetProperty("weight").GetInt32()).Should().Be(100);
        parts.Should().AllSatisfy(part => part.GetProperty("sentence").GetString().Should().EndWith("."));
    }

    [Fact]
    public async Task Health_OfAHubInTrouble_NamesWhatIsWrong()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        await scope.Storage.AddShop("slow");
        await scope.Storage.AddShop("paused", paused: true, waits: true);
        await scope.Storage.AddState("slow", SyncKind.Orders, (1.5 * s_hour) + TimeSpan.FromMinutes(10));
        await scope.Storage.AddRun("slow", SyncKind.Orders, 3 * s_hour);
        await scope.Storage.AddTasks("slow", status: 0, due: -s_hour, count: 1_250);
        await scope.Storage.AddTasks("slow", status: 3, due: TimeSpan.Zero, count: 30);
        await Call(scope, succeeded: 80, failed: 20);
        await Fire(scope, "worker-stopped", "worker.running", """{"worker":"enrichment","silo":"one"}""");

        var health = await (await scope.Get("/api/v1/sync/health")).Json();

        health
            .GetProperty("parts")
            .EnumerateArray()
            .Select(static part => (Name(part), Value(part), part.GetProperty("points").GetDouble()))
            .Should()
            .Equal(
                ("enrichment_backlog", 1_250, 11.2),
                ("enrichment_failures", 1, 0),
                ("sync_duration", 10_800, 0),
                ("platform_failures", 0.2, 0),
                ("workers", 1, 0),
                ("freshness", 5_400, 7.5),
                ("credentials", 1, 0)
            );
        (health.GetProperty("score").GetInt32(), health.GetProperty("status").GetString())
            .Should()
            .Be((18, "unhealthy"));
        var old = (await (await scope.Get("/api/sync/monitoring/health")).Json()).GetProperty("data");
        (old.GetProperty("health_score").GetInt32(), old.GetProperty("status").GetString())
            .Should()
            .Be((18, "unhealthy"));
        old.GetProperty("timestamp").GetInt64().Should().Be(StorageFixture.Now.ToUnixTimeSeconds());
        old.GetProperty("issues")
            .EnumerateArray()
            .Select(static one => one.GetString())
            .Should()
            .HaveCount(7)
            .And.Contain("These workers do not run: enrichment.");
    }

    [Fact]
    public async Task Health_JustBeyondALimit_IsNotWhole()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        await scope.Storage.AddTasks("a", status: 0, due: -s_hour, count: 1_001);

        var health = await (await scope.Get("/api/v1/sync/health")).Json();

        health.GetProperty("score").GetInt32().Should().Be(99);
        health.GetProperty("parts")[0].GetProperty("points").GetDouble().Should().Be(14.9);
    }

    [Fact]
    public async Task Health_TakesItsLimitsFromTheRulesInForce()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        await scope.Storage.AddTasks("a", status: 0, due: -s_hour, count: 15);
        await scope.Storage.Execute(
            """
            insert into alert_rules (id, rule, version, created_at, updated_at) values ('enrichment-backlog',
                '{"id":"enrichment-backlog","title":"t","metric":"enrichment.backlog","severity":"warning",
                  "condition":{"operator":"above","threshold":10}}', 1, now(), now())
            """
        );

        var part = (await (await scope.Get("/api/v1/sync/health")).Json())
            .GetProperty("parts")
            .EnumerateArray()
            .Single(static one => Name(one) == "enrichment_backlog");

        (part.GetProperty("limit").GetDouble(), part.GetProperty("points").GetDouble()).Should().Be((10, 7.5));
    }

    [Fact]
    public async Task Freshness_IsNullBeforeTheFirstSync()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        await scope.Storage.AddShop("a", """{"products":{"every":"1h"}}""");
        await scope.Storage.AddState("a", SyncKind.Orders, TimeSpan.FromMinutes(12));

        var kinds = (await (await scope.Get("/api/v1/shops/a/freshness")).Json()).GetProperty("data");

        kinds.GetArrayLength().Should().Be(2);
        (kinds[0].GetProperty("kind").GetString(), Value(kinds[0], "behind_seconds")).Should().Be(("orders", 720));
        Value(kinds[0], "late_seconds").Should().Be(120);
        kinds[1].GetProperty("behind_seconds").ValueKind.Should().Be(JsonValueKind.Null);
        kinds[1].GetProperty("every").GetString().Should().Be("1h");
        await (await scope.Get("/api/v1/shops/b/freshness")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Freshness_OfAShopThatNamesNoInterval_GoesByTheHubsSetting()
    {
        await using var scope = await SyncedGateway.Open(fixture, ("Integration:Shops:Every", "01:00:00"));
        await scope.Storage.AddShop("a");
        await scope.Storage.AddState("a", SyncKind.Orders, TimeSpan.FromMinutes(50));

        var kinds = (await (await scope.Get("/api/v1/shops/a/freshness")).Json()).GetProperty("data");

        kinds
            .EnumerateArray()
            .Select(static one => (one.GetProperty("every").GetString(), Value(one, "late_seconds")))
            .Should()
            .Equal(("1h", 0), ("1h", 0));
    }

    [Fact]
    public async Task OldProgress_TellsTheRunInUnixSeconds()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        await scope.Storage.AddShop(SyncDesk.Shop);
        var idle = await OldProgress(scope);
        (idle.GetProperty("status").GetString(), idle.GetProperty("start_time").ValueKind)
            .Should()
            .Be(("idle", JsonValueKind.Null));
        var run = await scope.Desk.Begin(SyncMode.Full);
        var page = scope.Desk.PageOf(run, [SyncRecord.Of(SyncDesk.Order("PO-1"))]);
        await scope.Desk.Write(page with { Step = page.Step! with { Expected = 4 } });
        await scope.Storage.AddTasks(SyncDesk.Shop, status: 0, due: s_hour, count: 3);

        var progress = await OldProgress(scope);

        (progress.GetProperty("status").GetString(), progress.GetProperty("sync_type").GetString())
            .Should()
            .Be(("running", "full"));
        progress.GetProperty("start_time").GetInt64().Should().Be(StorageFixture.Now.ToUnixTimeSeconds());
        (Value(progress, "processed_orders"), Value(progress, "total_orders"), Value(progress, "progress_percent"))
            .Should()
            .Be((1, 4, 25));
        Value(progress, "pending_tasks").Should().Be(3);
        await (await scope.Get("/api/sync/shops/nobody/orders/progress")).ShouldBeProblem(404, "not-found");
        await (await scope.Get("/api/sync/shops/nobody/orders/enrich-tasks")).ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task OldAlerts_AreThoseOfSyncsThatFire()
    {
        await using var scope = await SyncedGateway.Open(fixture);
        await Fire(scope, "shop-behind", "sync.late_seconds", """{"shop":"a","kind":"orders"}""");
        await Fire(scope, "database-away", "database.reachable", """{"silo":"one"}""");

        var data = (await (await scope.Get("/api/sync/monitoring/alerts")).Json()).GetProperty("data");

        data.GetProperty("total").GetInt32().Should().Be(1);
        var alert = data.GetProperty("alerts")[0];
        (alert.GetProperty("type").GetString(), alert.GetProperty("shop_id").GetString())
            .Should()
            .Be(("shop-behind", "a"));
        alert.GetProperty("message").GetString().Should().Be("It is bad (kind=orders, shop=a). Mend it.");
        alert.GetProperty("timestamp").GetInt64().Should().Be(StorageFixture.Now.ToUnixTimeSeconds());
    }

    private static async Task<JsonElement> OldProgress(SyncedGateway scope)
    {
        var answer = await (await scope.Get($"/api/sync/shops/{SyncDesk.Shop}/orders/progress")).Json();
        answer.GetProperty("success").GetBoolean().Should().BeTrue();
        return answer.GetProperty("data");
    }

    private static string Name(JsonElement part) => part.GetProperty("name").GetString()!;

    private static double Value(JsonElement part, string field = "value") => part.GetProperty(field).GetDouble();

    private static Task Call(SyncedGateway scope, long succeeded, long failed) =>
        scope.Storage.Execute(
            """
            insert into platform_calls (span, bucket, platform, account, endpoint, writer, succeeded, transient, throttled, unauthorised,
                permanent, cache_hits, cache_misses, rate_wait_ms, duration_ms_sum, durations)
            values ('m', @at, 'temu', 'main', 'orders', 1, @succeeded, @failed, 0, 0, 0, 0, 0, 0, 0,
                array_fill(0, array[@bins]))
            """,
            new
            {
                at = scope.Storage.Now.AddMinutes(-2).UtcDateTime,
                succeeded,
                failed,
                bins = DelayHistogram.Bins,
            }
        );

    // As the silo that judges has stored it.
    private static Task Fire(SyncedGateway scope, string rule, string metric, string labels) =>
        scope.Storage.Execute(
            """
            insert into alerts (id, key, rule, severity, phase, entry, words)
            values (md5(@rule), @rule, @rule, 'critical', 'firing',
                '{"rule":"' || @rule || '","labels":' || @labels || ',"phase":"firing","since":"2026-11-24T12:00:00.000Z","value":0}',
                '{"title":"It is bad","severity":"critical","metric":"' || @metric || '","condition":"below 1","mend":"Mend it."}')
            """,
            new
            {
                rule,
                metric,
                labels,
            }
        );
}
