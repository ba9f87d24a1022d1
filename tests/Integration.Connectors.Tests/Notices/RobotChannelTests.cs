using System.Net;
using System.Net.Sockets;
using System.Text;
using Integration.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Integration.Notices;

public sealed class RobotChannelTests : IAsyncLifetime
{
    private readonly NoticeScope _scope = new();
    private RobotServer _server = null!;

    public static TheoryData<string> Kinds => ["dingtalk", "feishu", "wecom"];

    public async ValueTask InitializeAsync() => _server = await RobotServer.Start(() => _scope.Time.GetUtcNow());

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _scope.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Send_OfANotice_IsShownToTheGroup(string kind)
    {
        var channel = Channel(kind);
        (
            await channel.Send(
                NoticeScope.Notice(title: "Ärger bei 测试 😀", text: "\"quoted\" <b>\\ \ttab"),
                NoticeScope.Ct
            )
        )
            .Should()
            .Be(NoticeResult.Sent);
        _server.Texts.Should().Equal("Ärger bei 测试 😀\n\"quoted\" <b>\\ \ttab");
        channel.Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData("dingtalk")]
    [InlineData("feishu")]
    public async Task Send_AtManyTimes_IsAlwaysSignedRight(string kind)
    {
        // Base64 has '+' and '/' in most signatures: that they are escaped shows over many of them.
        for (var attempt = 0; attempt < 100; attempt++)
        {
            _scope.Time.Advance(TimeSpan.FromMilliseconds(7_919));
            (await Channel(kind).Send(NoticeScope.Notice(), NoticeScope.Ct)).Should().Be(NoticeResult.Sent);
        }

        _server.Texts.Should().HaveCount(100);
    }

    [Theory]
    [InlineData("dingtalk", "310000")]
    [InlineData("feishu", "19021")]
    public async Task Send_WithAnotherSecret_NeedsSomebodyAndTellsNoSecret(string kind, string code)
    {
        var result = await Channel(kind, "SECnot-the-secret").Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Permanent);
        result
            .Text.Should()
            .Contain(code)
            .And.Contain("sign")
            .And.NotContain("SECnot")
            .And.NotContain(RobotServer.Token);
        _server.Texts.Should().BeEmpty();
    }

    [Theory]
    [InlineData("dingtalk", "300001")]
    [InlineData("feishu", "19001")]
    [InlineData("wecom", "93000")]
    public async Task Send_ToAnUnknownRobot_NeedsSomebodyAndTellsNoSecret(string kind, string code)
    {
        var unknown = new Uri(Webhook(kind).ToString().Replace(RobotServer.Token, "unknown-token-of-a-robot"));
        var result = await _scope.Robot(kind, unknown).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Permanent);
        result.Text.Should().Contain(code).And.NotContain("unknown-token", "what the platform echoes is masked");
    }

    [Theory]
    [InlineData("dingtalk", 20_000)]
    [InlineData("feishu", 20_000)]
    [InlineData("wecom", 2_048)]
    public async Task Send_OfATextThatIsTooLong_IsCutAndShown(string kind, int most)
    {
        foreach (var character in new[] { "x", "测", "😀", "\"", "\u0001" })
        {
            var text = string.Concat(Enumerable.Repeat(character, 16_000 / character.Length));
            _scope.Time.Advance(TimeSpan.FromMinutes(1));
            var result = await Channel(kind).Send(NoticeScope.Notice(text: text), NoticeScope.Ct);
            result.Should().Be(NoticeResult.Sent, character);
            Encoding.UTF8.GetByteCount(_server.Texts[^1]).Should().BeLessThanOrEqualTo(most);
            _server.Texts[^1].Should().NotContain("\uFFFD", "no character is cut in the middle");
        }

        _server.Texts.Should().HaveCount(5);
        _server.Texts[1].Should().EndWith("测…");
        _server.Texts[2].Should().EndWith("😀…");
    }

    [Theory]
    [InlineData("dingtalk", """{"errcode":130101,"errmsg":"send too fast"}""", NoticeFailureKind.Throttled)]
    [InlineData("dingtalk", """{"errcode":410100,"errmsg":"too fast"}""", NoticeFailureKind.Throttled)]
    [InlineData("dingtalk", """{"status":1111,"wait":5,"source":"x5","punish":"deny"}""", NoticeFailureKind.Throttled)]
    [InlineData("dingtalk", """{"errcode":-1,"errmsg":"busy"}""", NoticeFailureKind.Transient)]
    [InlineData("dingtalk", """{"errcode":430102,"errmsg":"text"}""", NoticeFailureKind.Refused)]
    [InlineData("dingtalk", """{"errcode":"460101","errmsg":"too long"}""", NoticeFailureKind.Refused)]
    [InlineData("dingtalk", """{"errcode":400102,"errmsg":"robot off"}""", NoticeFailureKind.Permanent)]
    [InlineData("feishu", """{"code":11232,"data":{},"msg":"frequency limited"}""", NoticeFailureKind.Throttled)]
    [InlineData("feishu", """{"StatusCode":9499,"StatusMessage":"bad request"}""", NoticeFailureKind.Transient)]
    [InlineData("feishu", """{"code":19024,"msg":"Key Words Not Found"}""", NoticeFailureKind.Permanent)]
    [InlineData("wecom", """{"errcode":45009,"errmsg":"api freq out of limit"}""", NoticeFailureKind.Throttled)]
    [InlineData("wecom", """{"errcode":45033,"errmsg":"too many at once"}""", NoticeFailureKind.Throttled)]
    [InlineData("wecom", """{"errcode":-1,"errmsg":"system busy"}""", NoticeFailureKind.Transient)]
    [InlineData("wecom", """{"errcode":40058,"errmsg":"too long"}""", NoticeFailureKind.Refused)]
    [InlineData("wecom", """<html>maintenance</html>""", NoticeFailureKind.Transient)]
    [InlineData("wecom", "", NoticeFailureKind.Transient)]
    [InlineData("wecom", "null", NoticeFailureKind.Transient)]
    [InlineData("wecom", "[]", NoticeFailureKind.Transient)]
    [InlineData("wecom", """{"errmsg":"ok"}""", NoticeFailureKind.Transient)]
    [InlineData("wecom", """{"errcode":0.5}""", NoticeFailureKind.Transient)]
    [InlineData("wecom", """{"errcode":{"a":1}}""", NoticeFailureKind.Transient)]
    public async Task Send_WithAnErrorUnderHttp200_IsAFailureOfItsKind(
        string kind,
        string answer,
        NoticeFailureKind failure
    )
    {
        _server.Fault = async context =>
        {
            await context.Response.WriteAsync(answer, NoticeScope.Ct);
            return true;
        };
        var result = await Channel(kind).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(failure);
        result.Text.Should().StartWith("http://127.0.0.1").And.NotContain(RobotServer.Token);
        result.RetryAfter.Should().Be(failure == NoticeFailureKind.Throttled ? TimeSpan.FromMinutes(1) : null);
    }

    [Theory]
    [InlineData(429, "Retry-After", "17", NoticeFailureKind.Throttled, 17)]
    [InlineData(429, "x-ogw-ratelimit-reset", "52", NoticeFailureKind.Throttled, 52)]
    [InlineData(429, "x-other", "1", NoticeFailureKind.Throttled, 60)]
    [InlineData(429, "Retry-After", "Tue, 24 Nov 2026 12:00:30 GMT", NoticeFailureKind.Throttled, 30)]
    [InlineData(503, "Retry-After", "9", NoticeFailureKind.Throttled, 9)]
    [InlineData(503, "x-other", "1", NoticeFailureKind.Transient, null)]
    [InlineData(500, "x-other", "1", NoticeFailureKind.Transient, null)]
    [InlineData(408, "x-other", "1", NoticeFailureKind.Transient, null)]
    [InlineData(401, "x-other", "1", NoticeFailureKind.Permanent, null)]
    [InlineData(404, "x-other", "1", NoticeFailureKind.Permanent, null)]
    [InlineData(302, "Location", "http://127.0.0.1:1/", NoticeFailureKind.Permanent, null)]
    public async Task Send_WithAnErrorStatus_IsAFailureOfItsKind(
        int status,
        string header,
        string value,
        NoticeFailureKind failure,
        int? seconds
    )
    {
        _server.Fault = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers[header] = value;
            return Task.FromResult(true);
        };
        var result = await Channel("wecom").Send(NoticeScope.Notice(), NoticeScope.Ct);
        (result.Failure, result.RetryAfter?.TotalSeconds).Should().Be((failure, seconds));
        result.Text.Should().Contain($"{status}").And.NotContain(RobotServer.Token);
        _server.Requests.Should().Be(1, "redirects are not followed");
    }

    [Fact]
    public async Task Send_WithARobotsCodeUnderAnErrorStatus_GoesByTheCode()
    {
        _server.Fault = async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"code":99991400,"msg":"limit"}""", NoticeScope.Ct);
            return true;
        };
        var result = await Channel("feishu").Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Throttled);
    }

    [Fact]
    public async Task Send_ToAnEndlessAnswer_ReadsNoMoreThanTheLimit()
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Fault = async context =>
        {
            var block = Encoding.UTF8.GetBytes(new string(' ', 65_536));
            try
            {
                while (true)
                {
                    // The channel must hang up: the answer itself has no end.
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                cut.SetResult();
            }

            return true;
        };
        var result = await Channel("dingtalk").Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Transient);
        result.Text.Should().Contain("did not answer as a robot does");
        await cut.Task.WaitAsync(NoticeScope.Ct);
    }

    [Fact]
    public async Task Send_ToARobotThatDoesNotAnswer_EndsWithTheTimeout()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server.Fault = async _ =>
        {
            arrived.SetResult();
            await over.Task;
            return true;
        };
        var sending = Channel("dingtalk").Send(NoticeScope.Notice(), NoticeScope.Ct);
        await arrived.Task.WaitAsync(NoticeScope.Ct);
        _scope.Time.Advance(TimeSpan.FromSeconds(10));
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
        _server.Fault = async _ =>
        {
            await caller.CancelAsync();
            await over.Task;
            return true;
        };
        var sending = () => Channel("dingtalk").Send(NoticeScope.Notice(), caller.Token);
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
        var result = await _scope.Robot("feishu", webhook).Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Transient);
        result.Text.Should().NotContain(RobotServer.Token).And.NotContain("hook");
    }

    [Fact]
    public async Task Send_WhereTheGuardRefusesTheAddress_DialsNothing()
    {
        var guard = new DialGuard(new DialGuardOptions { Deny = ["127.0.0.0/8"] });
        using var client = new HttpClient(NoticeHttpHandler.Create(guard, _scope.Time));
        var channel = new WeComChannel(new RobotOptions { Webhook = _server.WeCom }, client, _scope.Time);
        (await channel.Send(NoticeScope.Notice(), NoticeScope.Ct)).IsSent.Should().BeFalse();
        _server.Requests.Should().Be(0);
    }

    [Fact]
    public async Task Send_WithAPrefix_BeginsWithIt()
    {
        var options = new RobotOptions { Webhook = _server.WeCom, Prefix = "【hub】" };
        await new WeComChannel(options, _scope.Client, _scope.Time).Send(NoticeScope.Notice(text: ""), NoticeScope.Ct);
        _server.Texts.Should().Equal("【hub】 Calls fail");
    }

    [Fact]
    public async Task Send_ToAWebhookWithoutQuery_SignsItAllTheSame()
    {
        // A relay may hold the token itself; the signature then is the whole query.
        string? query = null;
        _server.Fault = context =>
        {
            query = context.Request.QueryString.Value;
            return Task.FromResult(true);
        };
        var relay = new Uri(_server.DingTalk.GetLeftPart(UriPartial.Path));
        await _scope.Robot("dingtalk", relay).Send(NoticeScope.Notice(), NoticeScope.Ct);
        query.Should().StartWith("?timestamp=1795521600000&sign=");
    }

    private INoticeChannel Channel(string kind, string secret = RobotServer.Secret) =>
        _scope.Robot(kind, Webhook(kind), secret);

    private Uri Webhook(string kind) =>
        kind switch
        {
            "dingtalk" => _server.DingTalk,
            "feishu" => _server.Feishu,
            _ => _server.WeCom,
        };
}
