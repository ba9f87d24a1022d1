using System.Text.RegularExpressions;

namespace Integration.Dashboard;

/// <summary>A browser as far as a gateway can tell: keeps cookies, fills in the form.</summary>
internal sealed partial class Visitor(GatewayScope scope)
{
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    /// <summary>The session's cookie; null without one.</summary>
    public string? Session
    {
        get => _cookies.GetValueOrDefault(SessionCookie.Name);
        set => _cookies[SessionCookie.Name] = value!;
    }

    public Task<HttpResponseMessage> Get(string path, string accept = "text/html") =>
        Send(new HttpRequestMessage(HttpMethod.Get, path), accept);

    /// <summary>Opens the page, sends the form.</summary>
    public async Task<HttpResponseMessage> SignIn(string key, string url = DashboardPaths.SignIn) =>
        await Submit(url, await Token(url), key);

    public async Task<HttpResponseMessage> SignOut() =>
        await Submit(DashboardPaths.SignOut, await Token(DashboardPaths.SignIn), key: null);

    public Task<HttpResponseMessage> Submit(string url, string? token, string? key)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal) { ["token"] = token, ["key"] = key };
        return Send(
            new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = new FormUrlEncodedContent(fields.Where(field => field.Value is not null)!),
            },
            "text/html"
        );
    }

    private async Task<string> Token(string url)
    {
        var page = await Get(url);
        var text = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return FormToken().Match(text).Groups["token"].Value;
    }

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, string accept)
    {
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation(
            "Cookie",
            string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}"))
        );
        var answer = await scope.Send(request);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var (name, value) = (cookie[..cookie.IndexOf('=')], cookie[(cookie.IndexOf('=') + 1)..cookie.IndexOf(';')]);
            if (value.Length == 0)
            {
                _cookies.Remove(name);
            }
            else
            {
                _cookies[name] = value;
            }
        }

        return answer;
    }

    [GeneratedRegex("name=\"token\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FormToken();
}
