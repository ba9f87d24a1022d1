using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Shops;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Sync;

/// <summary>How well syncs work, and how far shops are behind their platforms (S6, S7).</summary>
internal static class SyncMonitoringEndpoints
{
    public static void MapSyncMonitoring(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/sync/health", Health)
            .WithTags("Sync runs")
            .WithSummary("The health of syncs and enrichment as a score from 0 to 100 whose parts are explained")
            .Produces<SyncHealth>()
            .RequireRole(Role.Viewer);
        routes
            .MapGet("/api/v1/shops/{id}/freshness", Freshness)
            .WithTags("Sync runs")
            .WithSummary("How far the copy of a shop lies behind the platform, by kind of records")
            .Produces<PageAnswer<ShopFreshness>>()
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> Health(HttpContext http, SyncHealthReader health)
    {
        var query = new QueryReader(http.Request);
        return query.Problem() is { } problem ? problem.ToResult() : Answer.Ok(await health.Read(http.RequestAborted));
    }

    private static async Task<IResult> Freshness(
        string id,
        HttpContext http,
        ShopTable shops,
        SyncMeasureQueries syncs,
        ShopOptions options,
        DatabaseClock clock
    )
    {
        var query = new QueryReader(http.Request);
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        if (await shops.Find(id, http.RequestAborted) is not { } shop)
        {
            return GatewayProblems.NotFound($"shop '{id}'").ToResult();
        }

        var known = await syncs.Freshness(id, clock.UtcNow(), Enum.GetValues<SyncKind>().Length, http.RequestAborted);
        ShopFreshness[] all =
        [
            .. Enum.GetValues<SyncKind>()
                .Select(kind =>
                    known.FirstOrDefault(one => one.Kind == kind) ?? NeverPlanned(shop, kind, options.Every)
                ),
        ];
        return Answer.Ok(new PageAnswer<ShopFreshness>(all, NextCursor: null));
    }

    private static ShopFreshness NeverPlanned(ShopResource shop, SyncKind kind, TimeSpan usual) =>
        new()
        {
            Shop = shop.Id,
            Kind = kind,
            Every = (kind == SyncKind.Orders ? shop.Orders : shop.Products)?.Every ?? Durations.Format(usual),
            LateSeconds = 0,
        };
}
