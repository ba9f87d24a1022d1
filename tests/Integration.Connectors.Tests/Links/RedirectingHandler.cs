using System.Net;

namespace Integration.Links;

/// <summary>Hosts of short links as a test says, without a network.</summary>
internal sealed class RedirectingHandler : HttpMessageHandler
{
    private readonly Dictionary<string, string> _targets = new(StringComparer.Ordinal);

    public List<string> Asked { get; } = [];

    public int Status { get; set; } = 200;

    public bool IsAway { get; set; }

    public void Leads(string from, string to) => _targets[from] = to;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (IsAway)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError);
        }

        var url = request.RequestUri!.AbsoluteUri;
        Asked.Add(url);
        var response = new HttpResponseMessage((HttpStatusCode)Status);
        if (_targets.TryGetValue(url, out var target))
        {
            response.StatusCode = HttpStatusCode.Found;
            response.Headers.Location = new Uri(target, UriKind.RelativeOrAbsolute);
        }

        return Task.FromResult(response);
    }
}
