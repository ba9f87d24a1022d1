using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Caching;

/// <summary><c>GET /api/v1/metrics/cache</c>: how often the cache in front of platforms spared a call (P9).</summary>
internal static class CacheMetricsEndpoints
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(30);
    private static readonly TimeSpan MaxRange = TimeSpan.FromDays(366);

    public static void MapCacheMetrics(this IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/api/v1/metrics/cache", Read)
            .WithTags("Platforms")
            .WithSummary("Hits and misses of the cache in front of platforms, of all time and by day; ?range=30d")
            .Produces<CacheReport>()
            .Takes(new QueryParameter("range", QueryParameter.Duration))
            .RequireRole(Role.Viewer);

    private static async Task<IResult> Read(HttpContext http, CacheStatistics statistics, DatabaseClock clock)
    {
        var reader = new QueryReader(http.Request);
        var range = reader.Duration("range", MaxRange) ?? DefaultRange;
        if (reader.Problem() is { } bad)
        {
            return bad.ToResult();
        }

        var now = clock.UtcNow();
        var running = await statistics.Totals(http.RequestAborted);
        var days = await statistics.Read(DayOf(now - range), DayOf(now), http.RequestAborted);
        return Answer.Ok(CacheReport.Of(running, days));
    }

    private static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime);
}
