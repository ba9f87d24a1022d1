using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.Baseline;

/// <summary><c>POST /in/{source}</c>: verifies, reads id and type, answers 202 after the commit.</summary>
internal static class RelayEndpoint
{
    private const int MaxBody = 1 << 20;

    public static WebApplication Build(string urls, Relay relay)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaxBody);
        var app = builder.Build();
        app.MapGet("/health", () => "ok");
        app.MapPost("/in/{source}", (string source, HttpContext http) => Take(source, http, relay));
        return app;
    }

    private static async Task Take(string source, HttpContext http, Relay relay)
    {
        var body = await ReadBody(http.Request);
        if (!IsSigned(http.Request.Headers["X-Signature"], body))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (Read(source, http.Request.ContentType, body) is not { } taken)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var id = await relay.Take(taken);
        var answer = Encoding.ASCII.GetBytes(
            $$"""{"event_id":"{{id}}","duplicate":{{(id == taken.Id ? "false" : "true")}}}"""
        );
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer);
    }

    private static async Task<byte[]> ReadBody(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            if (read.IsCompleted)
            {
                var body = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static bool IsSigned(string? signature, byte[] body)
    {
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> right = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(BenchmarkSecrets.SourceKey, body, right);
        return Convert.FromHexString(signature ?? "", given, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given, right);
    }

    private static RelayEvent? Read(string source, string? contentType, byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var key = document.RootElement.GetProperty("id").GetString()!;
            var now = TimeProvider.System.GetUtcNow();
            return new RelayEvent(
                Guid.CreateVersion7(now),
                Guid.CreateVersion7(now),
                source,
                document.RootElement.GetProperty("type").GetString()!,
                key,
                new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16)),
                now.UtcDateTime,
                contentType,
                body
            );
        }
        catch (Exception unusable) when (unusable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
