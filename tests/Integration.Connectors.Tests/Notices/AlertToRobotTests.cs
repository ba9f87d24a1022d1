using Integration.Alerts;

namespace Integration.Notices;

/// <summary>From a platform that begins to fail to the message in the group, and back.</summary>
public sealed class AlertToRobotTests : IAsyncLifetime
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);
    private static readonly Dictionary<string, string> Account = new() { ["platform"] = "temu", ["account"] = "main" };

    private readonly NoticeScope _scope = new();
    private readonly MemoryNoticeStore _store = new();
    private readonly AlertEngine _engine = new(new AlertOptions(), DefaultAlertRules.All);
    private AlertState _state = AlertState.Empty;
    private RobotServer _server = null!;
    private NoticeDispatcher _dispatcher = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RobotServer.Start(() => _scope.Time.GetUtcNow());
        _dispatcher = await NoticeDispatcher.Open(
            new NoticeOutlet("ops", _scope.Robot("dingtalk", _server.DingTalk), _store),
            new NoticeDispatchOptions(),
            _scope.Time,
            new Random(1),
            NoticeScope.Ct
        );
    }

    public async ValueTask DisposeAsync()
    {
        _dispatcher.Dispose();
        await _server.DisposeAsync();
        _scope.Dispose();
    }

    [Fact]
    public async Task Alert_OfAPlatformThatFailsTenThousandTimes_IsAHandfulOfMessages()
    {
        for (var call = 0; call < 10_000; call++)
        {
            _scope.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Observe(0.5);
        }

        await Observe(0.5, TimeSpan.FromMinutes(1));
        _server
            .Texts.Should()
            .ContainSingle()
            .Which.Should()
            .Contain("Calls to a platform fail (account=main, platform=temu)");
        await Observe(0.01, TimeSpan.FromMinutes(5));
        _server.Texts.Should().HaveCount(2);
        _server.Texts[1].Should().Contain("Resolved: Calls to a platform fail");
    }

    [Fact]
    public async Task Alert_OfAPlatformThatFails_IsInTheGroupWithinTheTimeAllowed()
    {
        await Observe(0.5, TimeSpan.FromMinutes(2));
        _server.Texts.Should().ContainSingle();
        (_dispatcher.Status().LastSentAt - NoticeScope.Start).Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Alert_WhileTheRobotIsAway_ArrivesAfterwardsInOrder()
    {
        _server.Fault = static context =>
        {
            context.Response.StatusCode = 502;
            return Task.FromResult(true);
        };
        await Observe(0.5, TimeSpan.FromMinutes(5));
        await Observe(0.01, TimeSpan.FromMinutes(5));
        _server.Texts.Should().BeEmpty();
        _store.Ids("ops").Should().HaveCount(2);
        _server.Fault = null;
        await Observe(0.01, TimeSpan.FromMinutes(5));
        _server.Texts.Should().HaveCount(2);
        _server.Texts[0].Should().Contain("Firing: ");
        _server.Texts[1].Should().Contain("Resolved: ");
        _store.Ids("ops").Should().BeEmpty();
    }

    [Fact]
    public async Task Notices_OfABurst_AreWithinTheRobotsRate()
    {
        for (var number = 0; number < 200; number++)
        {
            await _dispatcher.Enqueue(NoticeScope.Notice($"n{number}", $"Title {number}."), NoticeScope.Ct);
            await _dispatcher.Pump(NoticeScope.Ct);
            _scope.Time.Advance(TimeSpan.FromMilliseconds(100));
        }

        while (await _dispatcher.Pump(NoticeScope.Ct) is { } wait)
        {
            _scope.Time.Advance(wait);
        }

        _server.WasFlooded.Should().BeFalse();
        var shown = string.Join('\n', _server.Texts);
        Enumerable.Range(0, 200).Should().AllSatisfy(number => shown.Should().Contain($"Title {number}."));
    }

    private async Task Observe(double value, TimeSpan time)
    {
        for (var end = _scope.Time.GetUtcNow() + time; _scope.Time.GetUtcNow() < end; )
        {
            _scope.Time.Advance(Step);
            await Observe(value);
        }
    }

    private async Task Observe(double value)
    {
        var observation = new AlertObservation("platform.failure_ratio", Account, value, _scope.Time.GetUtcNow());
        var step = _engine.Observe(_state, observation, []);
        _state = step.State;
        foreach (var notice in step.Notices)
        {
            await _dispatcher.Enqueue(NoticeMessages.Of(notice), NoticeScope.Ct);
        }

        await _dispatcher.Pump(NoticeScope.Ct);
    }
}
