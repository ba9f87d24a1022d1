using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary>What a sender of webhooks may get wrong: each fault has its own problem, leaks nothing and loses nothing.</summary>
public sealed class BadWebhookTests(HubFixture fixture)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private HubApi Api => fixture.Api;

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, "signature-missing")]
    [InlineData("abcd", HttpStatusCode.Unauthorized, "signature-malformed")]
    [InlineData("zz", HttpStatusCode.Unauthorized, "signature-malformed")]
    [InlineData(
        "0000000000000000000000000000000000000000000000000000000000000000",
        HttpStatusCode.Unauthorized,
        "signature-mismatch"
    )]
    public async Task Webhook_BadSignature_IsRefused(string? signature, HttpStatusCode status, string problem)
    {
        var source = await fixture.CreateSource();

        var answer = await Api.Post($"/in/{source}", "{}"u8.ToArray(), "application/json", ("X-Signature", signature));

        Refusals.Expect(answer, status, problem);
        (await Api.Read($"/api/v1/events?source={source}"))["data"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData(-301, "timestamp-out-of-tolerance")]
    [InlineData(+301, "timestamp-out-of-tolerance")]
    public async Task Webhook_OldOrFutureTimestamp_IsRefused(int seconds, string problem)
    {
        var source = fixture.NewId("std");
        await Api.Create(
            "/api/v1/sources",
            $$"""{"id":"{{source}}","scheme":"standard-webhooks","secrets":["{{Secret}}"]}"""
        );

        var answer = await Standard(source, "{}", TimeProvider.System.GetUtcNow().AddSeconds(seconds));

        Refusals.Expect(answer, HttpStatusCode.Unauthorized, problem);
    }

    [Fact]
    public async Task Webhook_NonceAgainWithAnotherBody_IsRefused()
    {
        var source = fixture.NewId("nonce");
        await Api.Create(
            "/api/v1/sources",
            $$"""
            {"id":"{{source}}","scheme":"hmac","secrets":["it-is-a-secret"],"options":{"timestamp_header":"X-Time",
             "nonce_header":"X-Nonce","template":"{timestamp}.{nonce}.{body}"}
            }
            """
        );

        var first = await WithNonce(source, "n-1", """{"a":1}""");
        var same = await WithNonce(source, "n-1", """{"a":1}""");
        var other = await WithNonce(source, "n-1", """{"a":2}""");

        first.Status.Should().Be(HttpStatusCode.Accepted, first.Text);
        same.Json["duplicate"]!.GetValue<bool>().Should().BeTrue();
        same.Json["event_id"]!.ToString().Should().Be(first.Json["event_id"]!.ToString());
        Refusals.Expect(other, HttpStatusCode.Conflict, "nonce-reused");
    }

    [Fact]
    public async Task Webhook_UnknownOrDisabledSource_IsRefused()
    {
        Refusals.Expect(await Api.SendWebhook("nobody-made-it", "{}"), HttpStatusCode.NotFound, "unknown-source");
        Refusals.Expect(await Api.SendWebhook("NOT-AN-ID", "{}"), HttpStatusCode.NotFound, "not-found");
        var source = await fixture.CreateSource();
        (await Api.Patch($"/api/v1/sources/{source}", """{"enabled":false}""")).Status.Should().Be(HttpStatusCode.OK);
        Refusals.Expect(await Api.SendWebhook(source, "{}"), HttpStatusCode.Forbidden, "source-disabled");
    }

    [Theory]
    [InlineData("{\"a\":", "invalid-json")]
    [InlineData("not json", "invalid-json")]
    [InlineData("", "invalid-json")]
    public async Task Webhook_NotJsonThoughItSaysSo_IsRefused(string body, string problem)
    {
        var source = await fixture.CreateSource();

        Refusals.Expect(await Api.SendWebhook(source, body), HttpStatusCode.BadRequest, problem);
    }

    [Fact]
    public async Task Webhook_JsonBomb_IsRefused()
    {
        var source = await fixture.CreateSource();
        var deep = new string('[', 5_000) + new string(']', 5_000);

        Refusals.Expect(await Api.SendWebhook(source, deep), HttpStatusCode.BadRequest, "json-too-deep");
    }

    [Fact]
    public async Task Webhook_NumberOfThousandsOfDigits_IsRefused()
    {
        var source = await fixture.CreateSource();
        var body = "{\"n\":1" + new string('0', 2_000) + "}";

        Refusals.Expect(await Api.SendWebhook(source, body), HttpStatusCode.BadRequest, "json-too-complex");
    }

    [Fact]
    public async Task Webhook_NulBytes_AreStoredOrRefusedButNeverAnInnerError()
    {
        var source = await fixture.CreateSource();

        var inText = await Api.SendWebhook(source, "{\"type\":\"a.b\",\"id\":\"x\\u0000y\"}");
        var inBytes = await Api.SendWebhook(source, "{\"type\":\"a\0b\"}");

        ((int)inText.Status).Should().BeOneOf(202, 400, 422);
        ((int)inBytes.Status).Should().BeOneOf(400, 422);
    }

    [Fact]
    public async Task Webhook_Oversized_IsRefusedBeforeItIsRead()
    {
        var source = await fixture.CreateSource();

        var answer = await Api.SendWebhook(source, new byte[(1 << 20) + 1]);

        Refusals.Expect(answer, HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task Webhook_ChunkedBodyThatNeverEnds_IsCutAtTheLimit()
    {
        var source = await fixture.CreateSource();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, fixture.Hub.Url.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes($"POST /in/{source} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        );
        var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string('x', 0x10000) + "\r\n");

        var answer = new byte[4096];
        var received = socket.ReceiveAsync(answer);
        // Far more than the limit, until the hub answers or closes.
        for (var sent = 0; sent < 400 && !received.IsCompleted; sent++)
        {
            try
            {
                await socket.SendAsync(chunk);
            }
            catch (SocketException)
            {
                break;
            }
        }

        Encoding.ASCII.GetString(answer, 0, await received).Should().StartWith("HTTP/1.1 413");
    }

    [Fact]
    public async Task Webhook_TruncatedBody_StoresNothing()
    {
        var source = await fixture.CreateSource();
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(IPAddress.Loopback, fixture.Hub.Url.Port, TestContext.Current.CancellationToken);
            await socket.SendAsync(
                Encoding.ASCII.GetBytes($"POST /in/{source} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{\"a\"")
            );
            socket.Shutdown(SocketShutdown.Send);
            (await AnswerOn(socket)).Should().Match(text => text == "" || text.StartsWith("HTTP/1.1 400"));
        }

        (await Api.Read($"/api/v1/events?source={source}"))["data"]!.AsArray().Should().BeEmpty();
    }

    // Empty where the hub only closed the connection, politely or not.
    private static async Task<string> AnswerOn(Socket socket)
    {
        try
        {
            var answer = new byte[4096];
            return Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer));
        }
        catch (SocketException)
        {
            return "";
        }
    }

    private Task<HubAnswer> Standard(string source, string body, DateTimeOffset at)
    {
        var seconds = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var id = fixture.NewId("msg");
        return Api.Post(
            $"/in/{source}",
            Encoding.UTF8.GetBytes(body),
            "application/json",
            ("webhook-id", id),
            ("webhook-timestamp", seconds),
            ("webhook-signature", Signing.Standard(Secret, id, seconds, body))
        );
    }

    private Task<HubAnswer> WithNonce(string source, string nonce, string body)
    {
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return Api.Post(
            $"/in/{source}",
            Encoding.UTF8.GetBytes(body),
            "application/json",
            ("X-Time", seconds),
            ("X-Nonce", nonce),
            ("X-Signature", Signing.Hex("it-is-a-secret", $"{seconds}.{nonce}.{body}"))
        );
    }
}
