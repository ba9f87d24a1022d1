using Integration.Hubs;
using Integration.Notices;

namespace Integration.Alerts;

/// <summary>Two processes on one database: one of them judges and tells, and the other takes over when it is killed.</summary>
public sealed class AlertClusterTests(HubPair pair) : IClassFixture<HubPair>, IAsyncLifetime
{
    private RobotServer _robots = null!;

    public async ValueTask InitializeAsync()
    {
        _robots = await RobotServer.Start(TimeProvider.System.GetUtcNow);
        AlertHub.Configure(pair.First.Settings, _robots);
        AlertHub.Configure(pair.Second.Settings, _robots);
        await pair.Running();
    }

    public ValueTask DisposeAsync() => _robots.DisposeAsync();

    [Fact]
    public async Task Kill_OfOneProcess_ToldOnceBeforeAndOnceAfter()
    {
        using var one = new HubApi(pair.First.Url, pair.First.AdministratorKey);
        using var two = new HubApi(pair.Second.Url, pair.First.AdministratorKey);
        await AlertHub.TellAtOnce(one);
        var first = pair.Partner.At(pair.NewId("partner")).Answering(500);
        var second = pair.Partner.At(pair.NewId("partner")).Answering(500);
        foreach (var box in (Partners.Mailbox[])[first, second])
        {
            await one.CreateSubscriber(
                box,
                $"\"event_types\":[\"{AlertHub.TypeOf(box)}\"],\"retry\":{{\"max_retries\":3,\"initial\":\"1h\"}}"
            );
        }

        await AlertHub.Send(one, AlertHub.TypeOf(first), 10);
        await Eventually.Holds(() => AlertHub.TextsOf(_robots, first.Name).Length == 1, "the robot to be told");
        await Eventually.Holds(
            async () =>
                (await AlertHub.List(two, "/api/v1/notice-channels")).All(channel =>
                    channel!["waiting"]!.GetValue<int>() == 0
                ),
            "the message to be noted"
        );

        await pair.First.Kill();
        await AlertHub.Send(two, AlertHub.TypeOf(second), 10);

        await Eventually.Holds(() => AlertHub.TextsOf(_robots, second.Name).Length == 1, "the survivor to tell");
        AlertHub.TextsOf(_robots, first.Name).Should().ContainSingle("what was told before is not told again");
    }
}
