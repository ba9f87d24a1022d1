using System.Net.Http.Headers;
using Integration.Benchmarks.Load;

namespace Integration.Benchmarks.Hosts;

/// <summary>Sets a hub up through its public API.</summary>
internal sealed class HubConfiguration(Uri address, string key)
{
    /// <summary>Makes a source.</summary>
    public Task CreateSource(string id, CancellationToken ct) =>
        Call(
            HttpMethod.Post,
            "/api/v1/sources",
            new
            {
                id,
                scheme = "hmac",
                secrets = (string[])[BenchmarkSecrets.Source],
                options = new { signature_header = "X-Signature", encoding = "hex" },
                mapping = new { type = "type", id = "id" },
            },
            ct
        );

    /// <summary>Makes a subscriber of all events, or of those of one source.</summary>
    public Task CreateSubscriber(
        string id,
        string url,
        int concurrency,
        string? source,
        CancellationToken ct,
        string timeout = "10s",
        string eventType = "*"
    ) =>
        Call(
            HttpMethod.Post,
            "/api/v1/subscribers",
            new
            {
                id,
                url,
                event_types = (string[])[eventType],
                sources = source is null ? [] : (string[])[source],
                secret = BenchmarkSecrets.Subscriber,
                concurrency,
                timeout,
            },
            ct
        );

    /// <summary>Switches a subscriber on or off.</summary>
    public Task Enable(string id, bool enabled, CancellationToken ct) =>
        Call(HttpMethod.Patch, $"/api/v1/subscribers/{id}", new { enabled }, ct);

    private async Task Call(HttpMethod method, string path, object body, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var content = JsonContent.Create(body);
        if (method == HttpMethod.Patch)
        {
            content.Headers.ContentType = new MediaTypeHeaderValue("application/merge-patch+json");
        }

        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(ct);
            throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
        }
    }
}
