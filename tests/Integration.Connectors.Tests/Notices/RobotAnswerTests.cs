using System.Text;
using Microsoft.AspNetCore.Http;

namespace Integration.Notices;

/// <summary>What a robot channel makes of an answer that is an error, or none at all.</summary>
public sealed class RobotAnswerTests : IAsyncLifetime
{
    private RobotScope _scope = null!;

    public async ValueTask InitializeAsync() => _scope = await RobotScope.Start();

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Theory]
    [InlineData("dingtalk", """{"errcode":130101,"errmsg":"send too fast"}""", NoticeFailureKind.Throttled)]
    [InlineData("dingtalk", """{"errcode":410100,"errmsg":"too fast"}""", NoticeFailureKind.Throttled)]
    [InlineData("dingtalk", """{"status":1111,"wait":5,"source":"x5","punish":"deny"}""", NoticeFailureKind.Throttled)]
    [InlineData("dingtalk", """{"errcode":-1,"errmsg":"busy"}""", NoticeFailureKind.Transient)]
    [InlineData("dingtalk", """{"errcode":430102,"errmsg":"text"}""", NoticeFailureKind.Refused)]
    [InlineData("dingtalk", """{"errcode":"460101","errmsg":"too long"}""", NoticeFailureKind.Refused)]
    [InlineData("dingtalk", """{"errcode":400102,"errmsg":"robot off"}""", NoticeFailureKind.Permanent)]
    [InlineData("feishu", """{"code":11232,"data":{},"msg":"frequency limited"}""", NoticeFailureKind.Throttled)]
    [InlineData("feishu", """{"StatusCode":9499,"StatusMessage":"bad request"}""", NoticeFailureKind.Refused)]
    [InlineData("feishu", """{"code":9499,"msg":"too many request","data":{}}""", NoticeFailureKind.Throttled)]
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
        _scope.Server.Fault = async context =>
        {
            await context.Response.WriteAsync(answer, NoticeScope.Ct);
            return true;
        };
        var result = await _scope.Channel(kind).Send(NoticeScope.Notice(), NoticeScope.Ct);
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
        _scope.Server.Fault = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers[header] = value;
            return Task.FromResult(true);
        };
        var result = await _scope.Channel("wecom").Send(NoticeScope.Notice(), NoticeScope.Ct);
        (result.Failure, result.RetryAfter?.TotalSeconds).Should().Be((failure, seconds));
        result.Text.Should().Contain($"{status}").And.NotContain(RobotServer.Token);
        _scope.Server.Requests.Should().Be(1, "redirects are not followed");
    }

    [Theory]
    [InlineData("""{"code":99991400,"msg":"limit"}""")]
    [InlineData("""{"code":9499,"msg":"too many request","data":{}}""")]
    public async Task Send_WithARobotsCodeUnderAnErrorStatus_GoesByTheCode(string answer)
    {
        _scope.Server.Fault = async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(answer, NoticeScope.Ct);
            return true;
        };
        var result = await _scope.Channel("feishu").Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Throttled);
    }

    [Fact]
    public async Task Send_WithAnUnclearCodeUnderTooManyRequests_WaitsAsTheStatusSays()
    {
        _scope.Server.Fault = async context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "30";
            await context.Response.WriteAsync("""{"code":9499,"msg":"Bad Request"}""", NoticeScope.Ct);
            return true;
        };
        var result = await _scope.Channel("feishu").Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Throttled, "the text is not at fault");
        result.RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Send_ToAnEndlessAnswer_ReadsNoMoreThanTheLimit()
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scope.Server.Fault = async context =>
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
        var result = await _scope.Channel("dingtalk").Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Transient);
        result.Text.Should().Contain("did not answer as a robot does");
        await cut.Task.WaitAsync(NoticeScope.Ct);
    }
}
