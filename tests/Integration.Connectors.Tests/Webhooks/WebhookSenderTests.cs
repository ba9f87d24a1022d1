using System.Text;
using Integration.Delivery;

namespace Integration.Webhooks;

/// <summary>What a sender sends, and what it makes of the status that comes back.</summary>
public sealed class WebhookSenderTests : IDisposable
{
    private readonly SenderScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Send_OfARequest_ArrivesByteForByte()
    {
        await using var server = new RawServer(RawServer.Answer("204 No Content"));
        byte[] body = [.. "{\"a\":\""u8, 0, 0xff, (byte)'\r', (byte)'\n', .. "\"}"u8];
        var result = await _scope.Send(server.Url, body, ("X-Api-Key", "k=v; \"w\""), ("authorization", "Basic eA=="));
        result.Delivered.Should().BeTrue(result.Message);
        result.HttpStatus.Should().Be(204);
        var request = await server.Request;
        request.Should().StartWith($"POST /hooks?key=hidden HTTP/1.1\r\nHost: 127.0.0.1:{server.Port}\r\n");
        request.Should().EndWith("\r\n\r\n" + Encoding.Latin1.GetString(body));
        HeadersOf(request)
            .Should()
            .BeEquivalentTo(
                $"Host: 127.0.0.1:{server.Port}",
                "User-Agent: Integration.Orleans/0.1",
                "webhook-id: 019abcde-0000-7000-8000-000000000001",
                "webhook-timestamp: 1795521600",
                "webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,AFxSrXbHsQhq4pQx3YOzQXhPFqxFTDOFnfyRyeXMYJ4=",
                "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "X-Api-Key: k=v; \"w\"",
                "Authorization: Basic eA==",
                "Content-Type: application/json",
                $"Content-Length: {body.Length}"
            );
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("201 Created")]
    [InlineData("202 Accepted")]
    [InlineData("299 Whatever")]
    public async Task Send_ToA2xx_IsDelivered(string status)
    {
        await using var server = new RawServer(RawServer.Answer(status, body: "thanks"));
        var result = await _scope.Send(server.Url);
        result.Delivered.Should().BeTrue();
        result.Message.Should().BeNull();
        result.ResponseStart.Should().Equal("thanks"u8.ToArray());
    }

    [Theory]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("304 Not Modified")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task Send_ToA3xx_IsNotFollowed(string status)
    {
        await using var target = new RawServer(RawServer.Answer("200 OK"));
        await using var server = new RawServer(RawServer.Answer(status, $"Location: {target.Url}\r\n"));
        var result = await _scope.Send(server.Url);
        result.Error.Should().Be(AttemptErrorKind.Redirect);
        result.Message.Should().Contain("not followed").And.NotContain("hidden");
        target.Connections.Should().Be(0);
    }

    [Theory]
    [InlineData("400 Bad Request", 400)]
    [InlineData("410 Gone", 410)]
    [InlineData("500 Internal Server Error", 500)]
    [InlineData("600 Odd", 600)]
    public async Task Send_ToAnyOtherStatus_IsRefusedWithIt(string status, int code)
    {
        await using var server = new RawServer(RawServer.Answer(status, "Retry-After: 7\r\n", "why"));
        var result = await _scope.Send(server.Url);
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.HttpStatus, code));
        result.RetryAfter.Should().BeNull("only 429 and 503 have a say in it");
        result.ResponseStart.Should().Equal("why"u8.ToArray());
        result.Message.Should().Contain($"{code}").And.NotContain("hidden", "paths and queries hold secrets");
    }

    [Theory]
    [InlineData("429 Too Many Requests", "120", 120)]
    [InlineData("503 Service Unavailable", "0", 0)]
    [InlineData("429 Too Many Requests", "86400", 86_400)]
    [InlineData("503 Service Unavailable", "Tue, 24 Nov 2026 12:01:30 GMT", 90)]
    [InlineData("429 Too Many Requests", "Tue, 24 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("429 Too Many Requests", "soon", null)]
    [InlineData("429 Too Many Requests", "-5", null)]
    [InlineData("429 Too Many Requests", "1.5", null)]
    public async Task Send_ToAThrottlingSubscriber_TellsRetryAfterInBothForms(string status, string value, int? seconds)
    {
        await using var server = new RawServer(RawServer.Answer(status, $"Retry-After: {value}\r\n"));
        var result = await _scope.Send(server.Url);
        result.RetryAfter.Should().Be(seconds is { } s ? TimeSpan.FromSeconds(s) : null);
        result.Error.Should().Be(AttemptErrorKind.HttpStatus);
    }

    [Fact]
    public async Task Send_WithRetryAfterOfADay_IsRetriedAfterAnHour()
    {
        await using var server = new RawServer(RawServer.Answer("429 Too Many", "Retry-After: 86400\r\n"));
        var result = await _scope.Send(server.Url);
        DeliveryRules
            .After(result, 1, RetrySchedule.Default, SenderScope.Now, new Random(1))
            .RetryAt.Should()
            .Be(SenderScope.Now.AddHours(1));
    }

    private static IEnumerable<string> HeadersOf(string request) =>
        request[..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Skip(1);
}
