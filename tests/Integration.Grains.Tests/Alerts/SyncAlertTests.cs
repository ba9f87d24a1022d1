using System.Diagnostics.Metrics;
using Integration.Sync;

namespace Integration.Alerts;

/// <summary>The watch points of syncs, from rows to alerts by the shipped rules, and their recovery.</summary>
public sealed class SyncAlertTests(StorageFixture fixture)
{
    private const string Shop = "shop-1";
    private const string Empty = "{}";
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    /// <summary>A rule, the rows that are bad for it, those that are just good, and how it recovers.</summary>
    public static TheoryData<string, string, string, string> WatchPoints =>
        new()
        {
            {
                "enrichment-backlog",
                Tasks(1_001, status: 0, minutesAgo: 1),
                Tasks(1_000, status: 0, minutesAgo: 1),
                "update enrichment_tasks set status = 2, finished_at = @now"
            },
            {
                "enrichment-failures",
                $"{Tasks(3, status: 3, minutesAgo: -5)}; {Tasks(26, status: 2, minutesAgo: -5)}",
                $"{Tasks(2, status: 3, minutesAgo: -5)}; {Tasks(26, status: 2, minutesAgo: -5)}",
                Tasks(100, status: 2, minutesAgo: -5)
            },
            { "sync-too-long", Run(minutesAgo: 61), Run(minutesAgo: 55), "update sync_runs set state = 1" },
            { "shop-behind", State(minutesAgo: 71), State(minutesAgo: 60), "update sync_states set window_end = @now" },
            {
                "shop-credentials-refused",
                "update shops set paused_at = @now, pause_reason = 'x', waits_for_account = true",
                "update shops set paused_at = @now, pause_reason = 'x'",
                "update shops set paused_at = null, waits_for_account = false"
            },
        };

    [Theory]
    [MemberData(nameof(WatchPoints))]
    public async Task WatchPoint_BeyondItsLimit_FiresForTheShopAndRecovers(
        string rule,
        string bad,
        string good,
        string mended
    )
    {
        good.Should().NotBe(bad);
        await using var stage = await Open();
        await using var desk = stage.Desk();
        await Execute(stage, bad);

        await stage.Pass(desk, 2 * s_minute);

        var alert = (await stage.Firing(rule)).Should().ContainSingle().Subject;
        alert.Labels["shop"].Should().Be(Shop);
        await Execute(stage, mended);
        await stage.Pass(desk, 4 * s_minute);
        (await stage.Firing(rule)).Should().BeEmpty();
        stage.Robots.Texts.Should().Contain(text => text.Contains($"Resolved: {alert.Title}"));
        stage.Robots.Texts.Should().NotContain(text => text.Contains("want of data"));
    }

    [Theory]
    [MemberData(nameof(WatchPoints))]
    public async Task WatchPoint_AtItsLimit_DoesNotFire(string rule, string bad, string good, string mended)
    {
        (bad + mended).Should().NotBeEmpty();
        await using var stage = await Open();
        await using var desk = stage.Desk();
        await Execute(stage, good);

        await stage.Pass(desk, 2 * s_minute);

        (await stage.Firing(rule)).Should().BeEmpty();
    }

    [Fact]
    public async Task RevokedToken_IsToldWithinOneRound()
    {
        await using var stage = await Open();
        await using var desk = stage.Desk();
        await stage.Step(desk);
        await Execute(stage, WatchPoints.Single(static one => one.Data.Item1 == "shop-credentials-refused").Data.Item2);

        await stage.Pass(desk, TimeSpan.FromSeconds(15));

        await stage.Told(1);
        stage.Robots.Texts[0].Should().Contain("credentials are not accepted (shop=shop-1)");
    }

    [Fact]
    public async Task Freshness_IsAGaugeOfEachShopAndKind_WhileItIsMeasured()
    {
        await using var stage = await Open();
        await using var desk = stage.Desk();
        await Execute(stage, State(minutesAgo: 30));
        var seen = new List<(double Value, string Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "integration.sync.behind" && instrument.Meter.Scope == stage.Meters)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>(
            (_, value, tags, _) =>
                seen.Add((value, string.Join(',', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"))))
        );
        listener.Start();

        await stage.Step(desk);
        listener.RecordObservableInstruments();
        seen.Should().Equal((1_805.0, "shop=shop-1,kind=orders"));

        seen.Clear();
        stage.Time.Advance(s_minute);
        listener.RecordObservableInstruments();
        seen.Should().BeEmpty("another silo may measure by now");
    }

    private async Task<AlertStage> Open()
    {
        var stage = await AlertStage.Open(fixture);
        await stage.Scope.AddShop(Shop);
        await stage.Scope.AddAccount("main", refusedFor: null);
        return stage;
    }

    private static Task Execute(AlertStage stage, string sql) =>
        stage.Scope.Execute(sql, new { now = stage.Time.GetUtcNow().UtcDateTime });

    private static string Tasks(int count, int status, int minutesAgo) =>
        $"""
            insert into enrichment_tasks (shop, number, order_ids, status, priority, shipped_at, due_at, created_at, updated_at, finished_at)
            select '{Shop}', gen_random_uuid()::text, '{Empty}', {status}, 0, at, at, at, at, case when {status} > 1 then at end
            from generate_series(1, {count}), (select @now - {minutesAgo} * interval '1 minute' as at) t
            """;

    private static string Run(int minutesAgo) =>
        $"""
            insert into sync_runs (id, shop, kind, mode, state, epoch, generation, started_by, started_at)
            values (gen_random_uuid(), '{Shop}', 0, 0, 0, 1, 0, 'tester', @now - {minutesAgo} * interval '1 minute')
            """;

    private static string State(int minutesAgo) =>
        $"insert into sync_states (shop, kind, window_end) values ('{Shop}', 0, @now - {minutesAgo} * interval '1 minute')";
}
