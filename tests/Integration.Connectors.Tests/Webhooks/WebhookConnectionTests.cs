using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Integration.Delivery;

namespace Integration.Webhooks;

/// <summary>What a sender says of a subscriber to whom no connection holds.</summary>
public sealed class WebhookConnectionTests : IDisposable
{
    private readonly SenderScope _scope = new();

    public void Dispose() => _scope.Dispose();

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
