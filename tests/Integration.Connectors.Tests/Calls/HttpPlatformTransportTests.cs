using Integration.Platforms;
using Integration.Taobao;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Calls;

public sealed class HttpPlatformTransportTests
{
    private static readonly AccountCredentials Account = new("a", "k", "s");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Tue, 24 Nov 2026 12:01:30 GMT", 90)]
    [InlineData("Tue, 24 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("999999999", 86_400)]
    [InlineData("soon", 5)]
    public async Task Wait_OfAThrottledAnswer_HasItsBounds(string retryAfter, int seconds)
    {
        await using var platform = await StandIn.Start();
        platform.Answers(new StandInAnswer("") { Status = 429, Headers = [("Retry-After", retryAfter)] });
        var result = await Send(platform.Transport(new TaobaoOptions(), _time), platform.Url);
        result.Failure!.RetryAfter.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task Answer_OfExactlyTheLimit_IsRead()
    {
        var options = new TaobaoOptions { MaxAnswerBytes = 2048 };
        await using var platform = await StandIn.Start();
        platform.Answers("{}" + new string(' ', 2046), "{}" + new string(' ', 2047));
        (await Send(platform.Transport(options, _time), platform.Url)).Succeeded.Should().BeTrue();
        var larger = await Send(platform.Transport(options, _time), platform.Url);
        larger.Failure!.Reason.Should().Be(FailureReason.AnswerTooLarge);
    }

    [Fact]
    public async Task Answer_ThatIsTooLargeAndAnError_IsJudgedByItsStatus()
    {
        await using var platform = await StandIn.Start();
        platform.Answers(new StandInAnswer(new byte[4096]) { Status = 500 });
        var options = new TaobaoOptions { MaxAnswerBytes = 1024 };
        var failure = (await Send(platform.Transport(options, _time), platform.Url)).Failure!;
        (failure.Kind, failure.Reason).Should().Be((FailureKind.Transient, FailureReason.Platform));
    }

    [Fact]
    public async Task Client_ThatWouldReadEverything_IsToldNotTo()
    {
        await using var platform = await StandIn.Start();
        platform.Answers(new StandInAnswer(new byte[1024 * 1024]) { Times = 50 });
        using var handler = platform.Handler();
#pragma warning disable RS0030 // It is what an application may inject.
        using var client = new HttpClient(handler);
#pragma warning restore RS0030
        var transport = new HttpPlatformTransport(client, new TaobaoOptions(), _time);
        (await Send(transport, platform.Url)).Failure!.Reason.Should().Be(FailureReason.AnswerTooLarge);
        platform.BytesReceived.Should().BeLessThan(9 * 1024 * 1024, "8 MiB is the limit");
    }

    [Fact]
    public async Task Request_IsMadeAnewForEachAttempt()
    {
        await using var platform = await StandIn.Start();
        platform.Answers("{}");
        var made = 0;
        var call = new PlatformCall(
            "p",
            "e",
            account => FormRequest.Post(platform.Url, FormRequest.Fields(("n", $"{++made}"), ("key", account.AppKey))),
            _ => null
        );
        var transport = platform.Transport(new TaobaoOptions(), _time);
        await transport.Send(Account, call, Ct);
        await transport.Send(Account with { AppKey = "k2" }, call, Ct);
        platform.Requests.Select(request => request.Form["n"] + request.Form["key"]).Should().Equal("1k", "2k2");
    }

    [Fact]
    public async Task Bug_InAConnector_IsNotSwallowed()
    {
        await using var platform = await StandIn.Start();
        platform.Answers("{}");
        var call = new PlatformCall("p", "e", _ => throw new InvalidOperationException("a bug"), _ => null);
        var sending = () => platform.Transport(new TaobaoOptions(), _time).Send(Account, call, Ct);
        await sending.Should().ThrowAsync<InvalidOperationException>();
    }

    private static Task<PlatformResult<PlatformReply>> Send(IPlatformTransport transport, Uri url) =>
        transport.Send(Account, new("p", "e", _ => FormRequest.Post(url, []), _ => null), Ct);
}
