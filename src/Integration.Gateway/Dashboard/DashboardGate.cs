using Integration.Problems;
using Microsoft.AspNetCore.Http;

namespace Integration.Dashboard;

/// <summary>
/// Stands before everything below <see cref="DashboardPaths.Root"/>, whatever is mapped there now or by a later version of the
/// dashboard: without a session only the sign-in page and its style pass.
/// </summary>
internal sealed class DashboardGate(RequestDelegate next, SessionCookie session)
{
    // React and the diagrams set styles as they go; scripts come from our files alone.
    private const string DashboardPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string PagePolicy =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http) =>
        http.Request.Path.StartsWithSegments(DashboardPaths.Root, StringComparison.OrdinalIgnoreCase, out var rest)
            ? Guard(http, rest)
            : next(http);

    private async Task Guard(HttpContext http, PathString rest)
    {
        var path = http.Request.Path;
        var isOpen = Is(path, DashboardPaths.SignIn) || Is(path, DashboardPaths.Style);
        SetHeaders(http.Response.Headers, isOpen ? PagePolicy : DashboardPolicy);
        if (!isOpen && await session.Read(http) is null)
        {
            await SendAway(http);
        }
        else if (Is(rest, "/GrainState") || Is(rest, "/Trace"))
        {
            await ProblemAnswer.Write(http, s_withheld);
        }
        else if (HttpMethods.IsGet(http.Request.Method) && (Is(rest, "/") || Is(rest, "/index.html")))
        {
            await DashboardPage.Serve(http, next);
        }
        else
        {
            await next(http);
        }
    }

    // State may hold secrets, and logs are for those who run the machines (a stream of them would also hold up a stop).
    private static readonly Problem s_withheld = new(
        "forbidden",
        403,
        "The dashboard shows neither the state of grains nor logs; see /api/v1 for the one and the log collector for the other."
    );

    private static async Task SendAway(HttpContext http)
    {
        var wantsPage =
            HttpMethods.IsGet(http.Request.Method)
            && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        if (wantsPage)
        {
            http.Response.Redirect(DashboardPaths.SignIn);
            return;
        }

        await ProblemAnswer.Write(http, s_signIn);
    }

    private static readonly Problem s_signIn = new("unauthorized", 401, $"Sign in first: {DashboardPaths.SignIn}");

    private static bool Is(PathString path, string other) => path.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static void SetHeaders(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        // As antiforgery wants it: anything else it replaces, with a warning in the log.
        headers.CacheControl = "no-cache, no-store";
    }
}
