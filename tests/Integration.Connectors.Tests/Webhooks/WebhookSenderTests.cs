using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Integration.Delivery;

namespace Integration.Webhooks;

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

    [Fact]
    public async Task Send_ToAClosedPort_IsAConnectFailure()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        (await _scope.Send(new Uri($"http://127.0.0.1:{port}/"))).Error.Should().Be(AttemptErrorKind.Connect);
    }

    [Fact]
    public async Task Send_OverTlsToAPlainServer_IsATlsFailure()
    {
        await using var server = new RawServer(
            (stream, ct) => stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), ct).AsTask(),
            readsRequest: false
        );
        var result = await _scope.Send(new Uri($"https://127.0.0.1:{server.Port}/"));
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.Tls, null));
    }

    [Fact]
    public async Task Send_ToAServerWithACertificateThatNobodyTrusts_IsATlsFailureAndSendsNothing()
    {
        using var certificate = SelfSigned();
        var heard = new TaskCompletionSource<int>();
        await using var server = new RawServer(
            async (stream, ct) =>
            {
                await using var tls = new SslStream(stream);
                var options = new SslServerAuthenticationOptions { ServerCertificate = certificate };
                try
                {
                    await tls.AuthenticateAsServerAsync(options, ct);
                    heard.SetResult(await tls.ReadAsync(new byte[1], ct));
                }
                catch (Exception e) when (e is IOException or AuthenticationException)
                {
                    heard.SetResult(0);
                }
            },
            readsRequest: false
        );
        var result = await _scope.Send(new Uri($"https://127.0.0.1:{server.Port}/hooks?key=hidden"));
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.Tls, null));
        result.Message.Should().Contain("certificate").And.Contain("127.0.0.1").And.NotContain("hidden");
        (await heard.Task).Should().Be(0, "nothing of the webhook goes to a stranger");
    }

    [Fact]
    public async Task Send_ToAServerThatNeverAnswers_TimesOut()
    {
        await using var server = new RawServer(
            (_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct)
        );
        var sending = _scope.Send(server.Url);
        await server.Request;
        _scope.Time.Advance(TimeSpan.FromSeconds(9.9));
        sending.IsCompleted.Should().BeFalse();
        _scope.Time.Advance(TimeSpan.FromSeconds(0.2));
        var result = await sending;
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.Timeout, null));
        result.Duration.Should().Be(TimeSpan.FromSeconds(10.1));
        result.Message.Should().Contain("within 10 s");
    }

    [Fact]
    public async Task Send_ToAServerThatDripsItsHeaders_TimesOut()
    {
        var dripped = new TaskCompletionSource();
        await using var server = new RawServer(
            async (stream, ct) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nX-A: "u8.ToArray(), ct);
                dripped.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            }
        );
        var sending = _scope.Send(server.Url);
        await dripped.Task;
        _scope.Time.Advance(TimeSpan.FromSeconds(10));
        (await sending).Error.Should().Be(AttemptErrorKind.Timeout);
    }

    [Fact]
    public async Task Send_ToAServerThatDripsItsBody_TimesOutWithTheStatus()
    {
        var dripping = new TaskCompletionSource();
        await using var server = new RawServer(
            async (stream, ct) =>
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"u8.ToArray(), ct);
                dripping.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            }
        );
        var sending = _scope.Send(server.Url);
        await dripping.Task;
        _scope.Time.Advance(TimeSpan.FromSeconds(10));
        var result = await sending;
        result.Error.Should().Be(AttemptErrorKind.Timeout, "the body counts inside the time-out");
        result.Delivered.Should().BeFalse();
    }

    [Theory]
    [InlineData(16_384)]
    [InlineData(16_385)]
    [InlineData(1_000_000_000)]
    public async Task Send_ToALongBody_ReadsOnly16KiB(int length)
    {
        var written = 0L;
        await using var server = new RawServer(
            async (stream, ct) =>
            {
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"),
                    ct
                );
                var chunk = new byte[16_384];
                Array.Fill(chunk, (byte)'x');
                for (; written < length; written += chunk.Length)
                {
                    await stream.WriteAsync(chunk.AsMemory(0, (int)Math.Min(chunk.Length, length - written)), ct);
                }
            }
        );
        var result = await _scope.Send(server.Url);
        result.Delivered.Should().BeTrue();
        result.ResponseStart.Should().HaveCount(16_384).And.OnlyContain(b => b == 'x');
        written.Should().BeLessThan(100_000_000, "the rest must not be read");
    }

    [Fact]
    public async Task Send_ToAGzipBomb_KeepsItsBytesAsTheyAre()
    {
        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[1 << 20], TestContext.Current.CancellationToken);
        }

        var head = $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n";
        await using var server = new RawServer(head + Encoding.Latin1.GetString(bomb.ToArray()));
        (await _scope.Send(server.Url)).ResponseStart.Should().Equal(bomb.ToArray());
        (await server.Request).Should().NotContainEquivalentOf("accept-encoding");
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 abc OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nbroken header\r\n\r\n")]
    public async Task Send_ToAServerThatSpeaksNoHttp_IsAProtocolFailure(string answer)
    {
        await using var server = new RawServer(answer);
        var result = await _scope.Send(server.Url);
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.Protocol, null));
    }

    [Fact]
    public async Task Send_ToAnAnswerWithAHugeHead_IsAProtocolFailure()
    {
        await using var server = new RawServer(RawServer.Answer("200 OK", $"X-A: {new string('x', 40_000)}\r\n"));
        (await _scope.Send(server.Url)).Error.Should().Be(AttemptErrorKind.Protocol);
    }

    [Fact]
    public async Task Send_ToABrokenChunk_IsAProtocolFailureWithTheStatus()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
        var result = await _scope.Send(server.Url);
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.Protocol, 200));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", null)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", 200)]
    public async Task Send_ToAServerThatHangsUpEarly_IsAConnectFailure(string answer, int? status)
    {
        await using var server = new RawServer(answer);
        var result = await _scope.Send(server.Url);
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.Connect, status));
        server.Connections.Should().Be(1, "a retry belongs to the caller");
    }

    [Fact]
    public async Task Send_ToARefusalWithABrokenBody_IsStillTheRefusal()
    {
        await using var server = new RawServer("HTTP/1.1 503 Busy\r\nRetry-After: 3\r\nContent-Length: 10\r\n\r\nabc");
        var result = await _scope.Send(server.Url);
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.HttpStatus, 503));
        result.RetryAfter.Should().Be(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Send_WhenTheCallerGivesUp_Throws()
    {
        await using var server = new RawServer(
            (_, ct) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct)
        );
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sending = _scope.Send(SenderScope.Request(server.Url), cancel.Token);
        await server.Request;
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => sending).Should().ThrowAsync<OperationCanceledException>();
    }

    private static IEnumerable<string> HeadersOf(string request) =>
        request[..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n").Skip(1);

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
