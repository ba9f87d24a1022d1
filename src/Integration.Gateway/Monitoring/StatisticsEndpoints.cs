using Integration.Access;
using Integration.Delivery;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Resources;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Monitoring;

/// <summary>Statistics, in the new form and in the old one (W5).</summary>
internal static class StatisticsEndpoints
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxRange = TimeSpan.FromDays(3650);

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/stats", All)
            .WithTags("Statistics")
            .WithSummary("Statistics over all subscribers; ?range=1h")
            .Produces<PushStatistics>()
            .Takes(new QueryParameter("range", QueryParameter.Duration))
            .RequireRole(Role.Viewer);
        routes
            .MapGet("/api/v1/subscribers/{id}/stats", One)
            .WithTags("Statistics")
            .WithSummary("Statistics of a subscriber; ?range=1h")
            .Produces<PushStatistics>()
            .Takes(new QueryParameter("range", QueryParameter.Duration))
            .RequireRole(Role.Viewer);
        routes
            .MapGet("/api/v1/webhook/stats", Old)
            .WithTags("Statistics")
            .WithSummary("Statistics in the form of the old sender, of all time")
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> All(HttpContext http, StatisticsQueries statistics, DatabaseClock clock)
    {
        var query = new QueryReader(http.Request);
        var range = query.Duration("range", MaxRange) ?? DefaultRange;
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(await statistics.Read(null, range, clock.UtcNow(), http.RequestAborted));
    }

    private static async Task<IResult> One(
        string id,
        HttpContext http,
        StatisticsQueries statistics,
        IResourceReads<SubscriberResource> subscribers,
        DatabaseClock clock
    )
    {
        var query = new QueryReader(http.Request);
        var range = query.Duration("range", MaxRange) ?? DefaultRange;
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        return await subscribers.Find(id, http.RequestAborted) is null
            ? GatewayProblems.NotFound($"subscriber '{id}'").ToResult()
            : Answer.Ok(await statistics.Read(id, range, clock.UtcNow(), http.RequestAborted));
    }

    private static async Task<IResult> Old(HttpContext http, StatisticsQueries statistics, DatabaseClock clock)
    {
        var all = await statistics.Read(null, range: null, clock.UtcNow(), http.RequestAborted);
        var failures = all.Failed + all.Expired + all.Cancelled;
        return Answer.Ok(
            new OldStatistics(
                true,
                new OldStatisticsData(
                    all.Delivered + failures,
                    all.Delivered,
                    failures,
                    all.LastPushTime?.ToUnixTimeSeconds(),
                    all.AverageDelayMs ?? 0
                )
            )
        );
    }
}
