using System.Diagnostics;
using System.Globalization;
using System.Text;
using Integration.Access;
using Integration.Intake;
using Integration.Monitoring;
using Integration.Problems;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Dashboard;

/// <summary>An API key goes in, a session comes out; every attempt is in the audit before it is answered.</summary>
internal sealed class SignInEndpoints(
    IAntiforgery antiforgery,
    ApiKeyCache keys,
    SessionCookie session,
    SignInAttempts attempts,
    SiloCalls calls,
    IGrainFactory grains,
    GatewayMetrics metrics
)
{
    private const int MaxFormBytes = 16 << 10;
    private const string Nobody = "unknown";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        var endpoints = routes.ServiceProvider.GetRequiredService<SignInEndpoints>();
        pages.MapGet(DashboardPaths.SignIn, (Delegate)endpoints.Show);
        pages.MapPost(DashboardPaths.SignIn, (Delegate)endpoints.SignIn);
        pages.MapPost(DashboardPaths.SignOut, (Delegate)endpoints.SignOut);
        pages.MapGet(DashboardPaths.Style, () => Results.Text(SignInPages.Style, "text/css", Encoding.UTF8));
        pages.MapGet(DashboardPaths.Script, () => Results.Text(SignInPages.Script, "text/javascript", Encoding.UTF8));
    }

    private async Task<IResult> Show(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return await session.Read(http) is { } key
            ? Html(SignInPages.SignedIn(tokens, key), StatusCodes.Status200OK)
            : Html(SignInPages.SignIn(tokens, fault: null), StatusCodes.Status200OK);
    }

    private async Task<IResult> SignIn(HttpContext http)
    {
        if (attempts.Refuse(http) is { } wait)
        {
            metrics.SignIn("limited");
            var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Again(http, StatusCodes.Status429TooManyRequests, $"Too many attempts. Wait {seconds} s.");
        }

        if (!await IsFromOurForm(http))
        {
            return Again(http, StatusCodes.Status400BadRequest, "The page was too old. Please try again.");
        }

        var text = (await http.Request.ReadFormAsync(http.RequestAborted))["key"].ToString().Trim();
        var key = await keys.Find(text, http.RequestAborted);
        var refusal =
            key is null ? "unknown_key"
            : SessionCookie.MayEnter(key.Role) ? null
            : "role";
        if (await Note(http, key, ApiKeySecret.Parse(text)?.Id, refusal) is { } problem)
        {
            return problem.ToResult();
        }

        metrics.SignIn(refusal ?? "admitted");
        if (refusal is not null)
        {
            return key is null
                ? Again(http, StatusCodes.Status401Unauthorized, "This key is not valid.")
                : Again(http, StatusCodes.Status403Forbidden, "The dashboard needs at least the role viewer.");
        }

        session.Begin(http, key!);
        return SeeOther(http, DashboardPaths.Root + "/");
    }

    private async Task<IResult> SignOut(HttpContext http)
    {
        if (!await IsFromOurForm(http))
        {
            return Again(http, StatusCodes.Status400BadRequest, "The page was too old. Please try again.");
        }

        session.End(http);
        return SeeOther(http, DashboardPaths.SignIn);
    }

    // Never one without the other: who cannot be noted is not let in.
    private async Task<Problem?> Note(HttpContext http, ApiKeyResource? key, string? sentId, string? refusal)
    {
        var address = http.Connection.RemoteIpAddress?.ToString() ?? Nobody;
        var note = new SignInNote(address, refusal is null, sentId, refusal);
        var context = new WriteContext(key?.Id ?? Nobody, Activity.Current?.TraceId.ToString());
        var noted = await calls.Make(
            () => grains.GetGrain<IApiKeyGrain>(IApiKeyGrain.Key).NoteSignIn(note, context, http.RequestAborted),
            http.RequestAborted
        );
        return noted.Problem ?? noted.Value!.Problem;
    }

    private async Task<bool> IsFromOurForm(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = MaxFormBytes;
        }

        try
        {
            return http.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(http);
        }
        catch (InvalidDataException)
        {
            // More fields, or longer ones, than a form of ours has.
            return false;
        }
    }

    private IResult Again(HttpContext http, int status, string fault) =>
        Html(SignInPages.SignIn(antiforgery.GetAndStoreTokens(http), fault), status);

    private static IResult Html(string page, int status) => Results.Text(page, "text/html", Encoding.UTF8, status);

    private static IResult SeeOther(HttpContext http, string path)
    {
        http.Response.Headers.Location = path;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
