using System.Net;
using System.Net.Sockets;
using Integration.Webhooks;

namespace Integration.Notices;

/// <summary>What a robot channel does when its robot is not to be reached.</summary>
public sealed class RobotConnectionTests : IAsyncLifetime
{
    private RobotScope _scope = null!;

    public async ValueTask InitializeAsync() => _scope = await RobotScope.Start();

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Fact]
    public async Task Send_ToARobotThatDoesNotAnswer_EndsWithTheTimeout()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scope.Server.Fault = async _ =>
        {
            arrived.SetResult();
            await over.Task;
            return true;
        };
        var sending = _scope.Channel("dingtalk").Send(NoticeScope.Notice(), NoticeScope.Ct);
        await arrived.Task.WaitAsync(NoticeScope.Ct);
        _scope.Notices.Time.Advance(TimeSpan.FromSeconds(10));
        var result = await sending;
        over.SetResult();
        result.Failure.Should().Be(NoticeFailureKind.Transient);
        result.Text.Should().Contain("10 s").And.NotContain(RobotServer.Token);
    }

    [Fact]
    public async Task Send_WhenTheCallerGivesUp_SaysSoByAnException()
    {
        using var caller = new CancellationTokenSource();
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scope.Server.Fault = async _ =>
        {
            await caller.CancelAsync();
            await over.Task;
            return true;
        };
        var sending = () => _scope.Channel("dingtalk").Send(NoticeScope.Notice(), caller.Token);
        await sending.Should().ThrowAsync<OperationCanceledException>();
        over.SetResult();
    }

    [Fact]
    public async Task Send_ToAClosedPort_IsTransientAndTellsNoSecret()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var webhook = new Uri($"http://127.0.0.1:{port}/open-apis/bot/v2/hook/{RobotServer.Token}");
        var result = await _scope.Notices.Robot("feishu", webhook).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Transient);
        result.Text.Should().NotContain(RobotServer.Token).And.NotContain("hook");
    }

    [Fact]
    public async Task Send_WhereTheGuardRefusesTheAddress_DialsNothing()
    {
        var guard = new DialGuard(new DialGuardOptions { Deny = ["127.0.0.0/8"] });
        using var client = new HttpClient(NoticeHttpHandler.Create(guard, _scope.Notices.Time));
        var channel = new WeComChannel(new RobotOptions { Webhook = _scope.Server.WeCom }, client, _scope.Notices.Time);
        (await channel.Send(NoticeScope.Notice(), NoticeScope.Ct)).IsSent.Should().BeFalse();
        _scope.Server.Requests.Should().Be(0);
    }
}
