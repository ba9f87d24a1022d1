using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.Baseline;

/// <summary>Signs by Standard Webhooks and POSTs.</summary>
internal sealed class RelaySender(Uri subscriber) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        }
    );

    /// <summary>The status of the answer, 0 where there was none.</summary>
    public async Task<int> Post(RelayEvent taken)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            using var request = Message(taken);
            using var answer = await _http.SendAsync(request, deadline.Token);
            await answer.Content.CopyToAsync(Stream.Null, deadline.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Message(RelayEvent taken)
    {
        var body = Body(taken);
        var id = taken.Id.ToString();
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var content = new ReadOnlyMemoryContent(body.WrittenMemory);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, subscriber) { Content = content };
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", Sign($"{id}.{timestamp}.", body.WrittenSpan));
        return request;
    }

    private static ArrayBufferWriter<byte> Body(RelayEvent taken)
    {
        var body = new ArrayBufferWriter<byte>(taken.Payload.Length + 128);
        using var writer = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteString("type"u8, taken.Type);
        writer.WriteString("timestamp"u8, taken.Received);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(taken.Payload, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return body;
    }

    private static string Sign(string head, ReadOnlySpan<byte> body)
    {
        var content = ArrayPool<byte>.Shared.Rent(head.Length + body.Length);
        var length = Encoding.ASCII.GetBytes(head, content);
        body.CopyTo(content.AsSpan(length));
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(BenchmarkSecrets.SubscriberKey, content.AsSpan(0, length + body.Length), hash);
        ArrayPool<byte>.Shared.Return(content);
        return "v1," + Convert.ToBase64String(hash);
    }
}
