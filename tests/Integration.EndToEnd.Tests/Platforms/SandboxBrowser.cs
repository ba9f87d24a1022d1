using System.Web;

namespace Integration.Platforms;

/// <summary>A browser in which a person agrees: opens a platform's page, and stops where it is sent back to.</summary>
internal static class SandboxBrowser
{
    /// <summary>What came back.</summary>
    public static async Task<(string? Code, string? State)> Open(Uri page)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var back = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        return (back["code"], back["state"]);
    }
}
