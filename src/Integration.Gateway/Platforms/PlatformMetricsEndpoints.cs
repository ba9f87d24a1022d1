using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Platforms;

/// <summary><c>GET /api/v1/metrics/platforms</c>: calls to platforms over time (P4).</summary>
internal static class PlatformMetricsEndpoints
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxRange = TimeSpan.FromDays(30);

    public static void MapPlatformMetrics(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/metrics/platforms", Read)
            .WithTags("Platforms")
            .WithSummary(
                "Calls to platforms over time; ?range=1h&step=1m&platform=&account=&endpoint=&group_by=account,endpoint"
            )
            .Produces<PlatformMetrics>()
            .Takes(new QueryParameter("range", QueryParameter.Duration))
            .Takes(new QueryParameter("step", QueryParameter.Duration))
            .Takes(
                new QueryParameter("group_by", QueryParameter.Text, "account, endpoint or both, separated by a comma.")
            )
            .TakesText("platform", "account", "endpoint")
            .RequireRole(Role.Viewer);

    private static async Task<IResult> Read(HttpContext http, PlatformCallTable table, DatabaseClock clock)
    {
        var reader = new QueryReader(http.Request);
        var range = reader.Duration("range", MaxRange) ?? DefaultRange;
        var step = reader.Duration("step", MaxRange);
        var groups = reader.Names("group_by", "account", "endpoint");
        var filter = (
            Platform: reader.Text("platform"),
            Account: reader.Text("account"),
            Endpoint: reader.Text("endpoint")
        );
        if (reader.Problem() is { } bad)
        {
            return bad.ToResult();
        }

        if (!PlatformMetricsSteps.TryChoose(range, step, out var chosen, out var byMinute, out var fault))
        {
            return fault.ToResult();
        }

        var now = clock.UtcNow();
        var query = new PlatformCallQuery
        {
            From = PlatformMetricsSteps.Floor(now - range, chosen),
            To = now,
            Step = chosen,
            ByMinute = byMinute,
            Platform = filter.Platform,
            Account = filter.Account,
            Endpoint = filter.Endpoint,
            ByAccount = groups.Contains("account"),
            ByEndpoint = groups.Contains("endpoint"),
        };
        var points = await table.Read(query, http.RequestAborted);
        return points.Count > PlatformCallQuery.MaxRows
            ? PlatformMetricsSteps.TooMany().ToResult()
            : Answer.Ok(PlatformMetrics.Of(query, points));
    }
}
