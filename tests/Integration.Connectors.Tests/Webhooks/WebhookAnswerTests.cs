using System.IO.Compression;
using System.Text;
using Integration.Delivery;

namespace Integration.Webhooks;

/// <summary>What a sender reads of an answer that is long, broken or no HTTP.</summary>
public sealed class WebhookAnswerTests : IDisposable
{
    private readonly SenderScope _scope = new();

    public void Dispose() => _scope.Dispose();

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

    [Fact]
    public async Task Send_ToARefusalWithABrokenBody_IsStillTheRefusal()
    {
        await using var server = new RawServer("HTTP/1.1 503 Busy\r\nRetry-After: 3\r\nContent-Length: 10\r\n\r\nabc");
        var result = await _scope.Send(server.Url);
        (result.Error, result.HttpStatus).Should().Be((AttemptErrorKind.HttpStatus, 503));
        result.RetryAfter.Should().Be(TimeSpan.FromSeconds(3));
    }
}
