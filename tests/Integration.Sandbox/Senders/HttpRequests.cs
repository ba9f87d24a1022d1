using System.Net.Http.Headers;

namespace Integration.Sandbox.Senders;

/// <summary>Makes requests, and the client that sends them.</summary>
internal static class HttpRequests
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>A client of its own connections, without proxies, redirects or cookies.</summary>
    public static HttpMessageInvoker Client() =>
        new(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            }
        );

    /// <summary>A POST of JSON with these headers.</summary>
    public static HttpRequestMessage Post(Uri url, byte[] body, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = Json;
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.UserAgent.ParseAdd("integration-sandbox/1.0");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
