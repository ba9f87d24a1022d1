using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Integration.Hubs;

/// <summary>The HTTP API with one API key, as a program outside uses it.</summary>
internal sealed class HubApi : IDisposable
{
    private readonly HttpClient _http;

    public HubApi(Uri url, string? key = null)
    {
        _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = url };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    public void Dispose() => _http.Dispose();

    public Task<HubAnswer> Get(string path) => Send(HttpMethod.Get, path);

    public Task<HubAnswer> Delete(string path, string? ifMatch = null) =>
        Send(HttpMethod.Delete, path, null, ("If-Match", ifMatch));

    public Task<HubAnswer> Patch(string path, string json, string? ifMatch = null) =>
        Send(HttpMethod.Patch, path, Json(json), ("If-Match", ifMatch));

    public Task<HubAnswer> Post(string path, string json, string? idempotencyKey = null) =>
        Send(HttpMethod.Post, path, Json(json), ("Idempotency-Key", idempotencyKey));

    /// <summary>Posts a raw body with headers, as a sender of webhooks does.</summary>
    public Task<HubAnswer> Post(string path, byte[] body, string? contentType, params (string, string?)[] headers)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return Send(HttpMethod.Post, path, content, headers);
    }

    /// <summary>Posts, and expects that something was created.</summary>
    public async Task<JsonNode> Create(string path, string json)
    {
        var answer = await Post(path, json);
        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
        return answer.Json;
    }

    /// <summary>Gets, and expects to find it.</summary>
    public async Task<JsonNode> Read(string path)
    {
        var answer = await Get(path);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    public async Task<HubAnswer> Send(
        HttpMethod method,
        string path,
        HttpContent? content = null,
        params (string Name, string? Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers.Where(header => header.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Sent(request);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new HubAnswer(
            response.StatusCode,
            text,
            response.Headers,
            response.Content.Headers.ContentType?.MediaType
        );
    }

    // A hub that is killed while a connection to it is being made shows as the socket's own exception, and not as one of HTTP.
    private async Task<HttpResponseMessage> Sent(HttpRequestMessage request)
    {
        try
        {
            return await _http.SendAsync(request, TestContext.Current.CancellationToken);
        }
        catch (SocketException broken)
        {
            throw new HttpRequestException(broken.Message, broken);
        }
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
