using Integration.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Integration.Notices;

/// <summary>Answers that mean the text: one that is not taken must not keep its channel closed for ever.</summary>
public sealed class TextRefusalTests : IAsyncLifetime
{
    private RobotScope _scope = null!;

    public async ValueTask InitializeAsync() => _scope = await RobotScope.Start();

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    [Theory]
    [InlineData(413, NoticeFailureKind.Refused)]
    [InlineData(414, NoticeFailureKind.Refused)]
    [InlineData(422, NoticeFailureKind.Refused)]
    [InlineData(400, NoticeFailureKind.Permanent)]
    public async Task Send_ToARobotWithAStatusAboutTheText_IsAFailureOfItsKind(int status, NoticeFailureKind failure)
    {
        _scope.Server.Fault = context =>
        {
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        var result = await _scope.Channel("wecom").Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(failure);
    }

    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("413 Content Too Large")]
    [InlineData("414 URI Too Long")]
    [InlineData("422 Unprocessable Content")]
    public async Task Send_ToAGatewayWithAStatusAboutTheText_IsRefused(string status)
    {
        await using var gateway = new RawServer(RawServer.Answer(status));
        var options = new SmsGatewayOptions { Url = $"http://127.0.0.1:{gateway.Port}/sms", Recipients = ["1"] };
        var channel = new SmsGatewayChannel(options, _scope.Notices.Client, _scope.Notices.Time);
        var result = await channel.Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Refused);
        result.Text.Should().Contain(status[..3]);
    }

    [Theory]
    [InlineData("""{"code":9499,"msg":"Bad Request","data":{}}""")]
    [InlineData("""{"StatusCode":9499,"StatusMessage":"bad request"}""")]
    [InlineData("""{"code":19002,"msg":"params error"}""")]
    public async Task Send_WithABadRequestToFeishu_IsRefused(string answer)
    {
        _scope.Server.Fault = async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync(answer, NoticeScope.Ct);
            return true;
        };
        var result = await _scope.Channel("feishu").Send(NoticeScope.Notice(), NoticeScope.Ct);
        result.Failure.Should().Be(NoticeFailureKind.Refused);
    }
}
