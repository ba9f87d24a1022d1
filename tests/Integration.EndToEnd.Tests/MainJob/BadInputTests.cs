using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Integration.Hubs;

namespace Integration.MainJob;

/// <summary>What a caller may get wrong: each fault has its own problem, leaks nothing and loses nothing.</summary>
public sealed class BadInputTests(HubFixture fixture)
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

        Refused(answer, status, problem);
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

        Refused(answer, HttpStatusCode.Unauthorized, problem);
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
        Refused(other, HttpStatusCode.Conflict, "nonce-reused");
    }

    [Fact]
    public async Task Webhook_UnknownOrDisabledSource_IsRefused()
    {
        Refused(await Api.SendWebhook("nobody-made-it", "{}"), HttpStatusCode.NotFound, "unknown-source");
        Refused(await Api.SendWebhook("NOT-AN-ID", "{}"), HttpStatusCode.NotFound, "not-found");
        var source = await fixture.CreateSource();
        (await Api.Patch($"/api/v1/sources/{source}", """{"enabled":false}""")).Status.Should().Be(HttpStatusCode.OK);
        Refused(await Api.SendWebhook(source, "{}"), HttpStatusCode.Forbidden, "source-disabled");
    }

    [Theory]
    [InlineData("{\"a\":", "invalid-json")]
    [InlineData("not json", "invalid-json")]
    [InlineData("", "invalid-json")]
    public async Task Webhook_NotJsonThoughItSaysSo_IsRefused(string body, string problem)
    {
        var source = await fixture.CreateSource();

        Refused(await Api.SendWebhook(source, body), HttpStatusCode.BadRequest, problem);
    }

    [Fact]
    public async Task Webhook_JsonBomb_IsRefused()
    {
        var source = await fixture.CreateSource();
        var deep = new string('[', 5_000) + new string(']', 5_000);

        Refused(await Api.SendWebhook(source, deep), HttpStatusCode.BadRequest, "json-too-deep");
    }

    [Fact]
    public async Task Webhook_NumberOfThousandsOfDigits_IsRefused()
    {
        var source = await fixture.CreateSource();
        var body = "{\"n\":1" + new string('0', 2_000) + "}";

        Refused(await Api.SendWebhook(source, body), HttpStatusCode.BadRequest, "json-too-complex");
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

        Refused(answer, HttpStatusCode.RequestEntityTooLarge, "body-too-large");
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

    [Theory]
    [InlineData("""{"event_types":["*"],"url":"ftp://x/"}""", "url")]
    [InlineData("""{"event_types":["*"],"url":"/relative"}""", "url")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","timeout":"0s"}""", "timeout")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","timeout":"5"}""", "timeout")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","concurrency":0}""", "concurrency")]
    [InlineData("""{"event_types":[],"url":"http://a/"}""", "event_types")]
    [InlineData("""{"event_types":["Order.*"],"url":"http://a/"}""", "event_types[0]")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","retry":{"schedule":["x"]}}""", "retry")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","secret":"short"}""", "secret")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","headers":{"Host":"x"}}""", "headers.Host")]
    [InlineData("""{"event_types":["*"],"url":"http://a/","format":"xml"}""", "format")]
    public async Task Subscriber_NotValid_NamesTheField(string json, string field)
    {
        var answer = await Api.Post("/api/v1/subscribers", json);

        Refused(answer, HttpStatusCode.UnprocessableEntity, "validation");
        answer.Json["errors"]![field].Should().NotBeNull(answer.Text);
    }

    [Fact]
    public async Task Subscriber_SeveralFaults_AreToldAtOnce()
    {
        var answer = await Api.Post("/api/v1/subscribers", """{"url":"x","event_types":[],"concurrency":999}""");

        answer.Json["errors"]!
            .AsObject()
            .Select(error => error.Key)
            .Should()
            .Contain(["url", "event_types", "concurrency"]);
    }

    [Fact]
    public async Task Request_UnknownField_NamesTheNearest()
    {
        var answer = await Api.Post("/api/v1/subscribers", """{"url":"http://a/","event_type":["*"]}""");

        answer.Problem.Should().Be("unknown-field");
        answer.Text.Should().Contain("event_types");
    }

    [Theory]
    [InlineData("/api/v1/events?since=yesterday", "bad-filter")]
    [InlineData("/api/v1/events?nonsense=1", "unknown-parameter")]
    [InlineData("/api/v1/deliveries?status=broken", "bad-filter")]
    [InlineData("/api/v1/events?limit=0", "bad-filter")]
    [InlineData("/api/v1/events?limit=201", "bad-filter")]
    [InlineData("/api/v1/events?cursor=rubbish", "bad-cursor")]
    [InlineData("/api/v1/stats?range=forever", "bad-filter")]
    public async Task List_BadQuery_IsRefused(string path, string problem) =>
        Refused(await Api.Get(path), HttpStatusCode.BadRequest, problem);

    [Fact]
    public async Task Events_OneBadItemInABatch_OnlyItIsRefused()
    {
        var source = fixture.NewId("batch");
        var items = Enumerable
            .Range(0, 500)
            .Select(n =>
                n == 250
                    ? """{"type":"Not A Type","data":{}}"""
                    : $$"""{"type":"a.b","id":"{{n}}","source":"{{source}}","data":{} }"""
            );

        var answer = await Api.Post("/api/v1/events", $$"""{"events":[{{string.Join(',', items)}}]}""");

        answer.Status.Should().Be(HttpStatusCode.Accepted, answer.Text);
        var results = answer.Json["results"]!.AsArray();
        results.Should().HaveCount(500);
        results[250]!["error"]!["type"]!.ToString().Should().Be("/problems/validation");
        results.Count(result => result!["event_id"] is not null).Should().Be(499);
    }

    [Fact]
    public async Task Events_TooManyInABatch_AreRefused()
    {
        var items = Enumerable.Repeat("""{"type":"a.b","data":{}}""", 501);

        Refused(
            await Api.Post("/api/v1/events", $$"""{"events":[{{string.Join(',', items)}}]}"""),
            HttpStatusCode.UnprocessableEntity,
            "validation"
        );
    }

    [Theory]
    [InlineData("text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, HttpStatusCode.UnsupportedMediaType)]
    public async Task Events_NotSentAsJson_AreRefused(string? type, HttpStatusCode status) =>
        (await Api.Post("/api/v1/events", "{}"u8.ToArray(), type)).Status.Should().Be(status);

    [Fact]
    public async Task Problem_IsDocumentedWhereItsTypePoints()
    {
        var answer = await Api.Get("/api/v1/events?cursor=rubbish");

        (await Api.Get(answer.Json["type"]!.ToString())).Status.Should().Be(HttpStatusCode.OK);
        answer.Json["trace_id"]!.ToString().Should().HaveLength(32);
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

    private static void Refused(HubAnswer answer, HttpStatusCode status, string problem)
    {
        answer.Status.Should().Be(status, answer.Text);
        answer.MediaType.Should().Be("application/problem+json");
        answer.Problem.Should().Be(problem);
        answer.Json["detail"]!.ToString().Should().NotBeEmpty();
        answer.Text.Should().NotContain("it-is-a-secret").And.NotContain(Secret).And.NotContain("   at ");
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
