using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Shops;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Integration.Enrichment;

/// <summary>The old routes of enrichment (S6): the same tasks, with Unix seconds.</summary>
internal static class OldEnrichmentEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var old = routes.MapGroup("/api/sync").WithTags("Enrichment, the old routes");
        old.MapPost("/shops/{shop_id}/orders/enrich-details", Start)
            .WithSummary(
                "Look for packages now, of the orders named in parent_order_sns or, without a body, of all that lack them"
            )
            .Accepts<OldEnrichmentRequest>(isOptional: true, "application/json")
            .Produces<OldEnrichment<OldEnrichmentStart>>(StatusCodes.Status202Accepted)
            .RequireRole(Role.Operator);
        old.MapGet("/shops/{shop_id}/orders/enrich-tasks", List)
            .WithSummary("A shop's tasks; ?status=pending, processing, completed or failed")
            .Produces<OldEnrichment<OldEnrichmentTasks>>()
            .TakesChoice<EnrichmentTaskStatus>("status")
            .TakesPage()
            .RequireRole(Role.Viewer);
        old.MapGet("/orders/enrich-tasks/stats", Statistics)
            .WithSummary("Statistics over the tasks of all shops")
            .Produces<OldEnrichment<OldEnrichmentStatistics>>()
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> Start(
        [FromRoute(Name = "shop_id")] string shop,
        HttpContext http,
        WriteRequests requests,
        EnrichmentStarts starts
    )
    {
        var read = await requests.ReadOr(http, new OldEnrichmentRequest());
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var (request, body) = read.Value;
        var started = await starts.Start(
            http,
            new EnrichmentRequest { Shop = shop, Orders = request.ParentOrderSns },
            body
        );
        return started.Succeeded
            ? Results.Json(
                new OldEnrichment<OldEnrichmentStart>(true, new(started.Value.Shop, started.Value.Tasks)),
                WireJson.Options,
                statusCode: StatusCodes.Status202Accepted
            )
            : started.Problem.ToResult();
    }

    private static async Task<IResult> List(
        [FromRoute(Name = "shop_id")] string shop,
        HttpContext http,
        ShopTable shops,
        EnrichmentQueries tasks
    )
    {
        var query = new QueryReader(http.Request);
        var status = query.Choice<EnrichmentTaskStatus>("status");
        var page = query.ShopPage();
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        if (await shops.Find(shop, http.RequestAborted) is null)
        {
            return GatewayProblems.NotFound($"shop '{shop}'").ToResult();
        }

        var found = PageAnswer.Of(await tasks.List(new EnrichmentFilter(shop, status), page, http.RequestAborted));
        return Answer.Ok(
            new OldEnrichment<OldEnrichmentTasks>(
                true,
                new OldEnrichmentTasks([.. found.Data.Select(OldEnrichmentTask.Of)], found.NextCursor)
            )
        );
    }

    private static async Task<IResult> Statistics(HttpContext http, EnrichmentQueries tasks)
    {
        if (new QueryReader(http.Request).Problem() is { } problem)
        {
            return problem.ToResult();
        }

        var all = await tasks.Statistics(null, http.RequestAborted);
        return Answer.Ok(
            new OldEnrichment<OldEnrichmentStatistics>(
                true,
                new(all.Total, all.Pending, all.Processing, all.Completed, all.Failed, all.FailureRate ?? 0)
            )
        );
    }
}
