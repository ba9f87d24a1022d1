using Integration.Access;
using Integration.Alerts;
using Integration.Enrichment;
using Integration.Json;
using Integration.Lists;
using Integration.Problems;
using Integration.Shops;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Integration.Sync;

/// <summary>Progress, alerts and health under the routes and in the form of the old shop sync (S6).</summary>
internal static class OldSyncEndpoints
{
    private static readonly HashSet<string> s_metrics = new(StringComparer.Ordinal)
    {
        AlertMetrics.EnrichmentBacklog.Name,
        AlertMetrics.EnrichmentFailureRatio.Name,
        AlertMetrics.SyncRunningTime.Name,
        AlertMetrics.SyncLate.Name,
        AlertMetrics.ShopRefused.Name,
        AlertMetrics.PlatformFailureRatio.Name,
        AlertMetrics.WorkerRunning.Name,
    };

    public static void MapOldSyncReads(this IEndpointRouteBuilder routes)
    {
        var old = routes.MapGroup("/api/sync").WithTags("Old routes");
        old.MapGet("/shops/{shop_id}/orders/progress", Progress)
            .WithSummary("How far the orders of a shop are synced, in the old form")
            .Produces<OldAnswer<OldSyncProgress>>()
            .RequireRole(Role.Viewer);
        old.MapGet("/monitoring/alerts", Alerts)
            .WithSummary("Alerts on syncs and enrichment that fire, in the old form")
            .Produces<OldAnswer<OldAlerts>>()
            .RequireRole(Role.Viewer);
        old.MapGet("/monitoring/health", Health)
            .WithSummary("The health of syncs and enrichment, in the old form")
            .Produces<OldAnswer<OldHealth>>()
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> Progress(
        [FromRoute(Name = "shop_id")] string shopId,
        ShopTable shops,
        SyncQueries syncs,
        SyncMeasureQueries measures,
        EnrichmentQueries tasks,
        DatabaseClock clock,
        CancellationToken ct
    )
    {
        if (await shops.Find(shopId, ct) is not { } shop)
        {
            return GatewayProblems.NotFound($"shop '{shopId}'").ToResult();
        }

        var state = shop.Syncs.FirstOrDefault(static one => one.Kind == SyncKind.Orders);
        var run = state?.Run is { } id ? await syncs.FindRun(id, ct) : null;
        var freshness = await measures.Freshness(shopId, clock.UtcNow(), Enum.GetValues<SyncKind>().Length, ct);
        return Ok(
            OldSyncProgress.Of(
                shopId,
                state,
                run,
                freshness.FirstOrDefault(static one => one.Kind == SyncKind.Orders),
                await tasks.Statistics(shopId, ct)
            )
        );
    }

    private static async Task<IResult> Alerts(AlertRuleTable rules, AlertQueries alerts, CancellationToken ct)
    {
        var watching = (await rules.Load(ct))
            .Select(static one => one.Rule)
            .Where(static rule => s_metrics.Contains(rule.Metric));
        var firing = await alerts.List(
            new AlertFilter(AlertPhase.Firing, null, null) { Rules = [.. watching.Select(static rule => rule.Id)] },
            new PageRequest(PageRequest.MaxLimit, null),
            ct
        );
        OldAlert[] shown = [.. firing.Data.Select(OldAlert.Of)];
        return Ok(new OldAlerts(shown.Length, firing.After is not null, shown));
    }

    private static async Task<IResult> Health(SyncHealthReader health, CancellationToken ct) =>
        Ok(OldHealth.Of(await health.Read(ct)));

    private static IResult Ok<T>(T data) => Answer.Ok(new OldAnswer<T>(Success: true, data));
}
