using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Integration.Dashboard;

/// <summary>Puts the way out beside the dashboard's own menu: the package's page has none.</summary>
internal static class DashboardPage
{
    private const string Menu = "<div id=\"menu\"></div>";
    private const string HeadEnd = "</head>";
    private const string Link = $"<a class=\"session-link\" href=\"{DashboardPaths.SignIn}\">Sign out</a>";

    private const string Ours =
        $"<script src=\"{DashboardPaths.Script}\"></script><link rel=\"stylesheet\" href=\"{DashboardPaths.Style}\">";

    /// <summary>Serves the package's page with our additions.</summary>
    public static async Task Serve(HttpContext http, RequestDelegate next)
    {
        // It must come whole and readable.
        http.Request.Headers.Remove(HeaderNames.AcceptEncoding);
        http.Request.Headers.Remove(HeaderNames.IfNoneMatch);
        http.Request.Headers.Remove(HeaderNames.Range);
        var body = http.Response.Body;
        using var page = new MemoryStream();
        http.Response.Body = page;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }

        var bytes = http.Response.StatusCode == StatusCodes.Status200OK ? Add(page.ToArray()) : page.ToArray();
        http.Response.Headers.ETag = default;
        if (bytes.Length > 0)
        {
            http.Response.ContentLength = bytes.Length;
            await body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    private static byte[] Add(byte[] page) =>
        Encoding.UTF8.GetBytes(
            Encoding
                .UTF8.GetString(page)
                .Replace(Menu, Menu + Link, StringComparison.Ordinal)
                .Replace(HeadEnd, Ours + HeadEnd, StringComparison.Ordinal)
        );
}
