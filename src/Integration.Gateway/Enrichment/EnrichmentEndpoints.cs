using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Enrichment;

/// <summary>Asking by hand for packages of orders, and following the tasks that look for them.</summary>
internal static class EnrichmentEndpoints
{
    private const string Path = "/api/v1/enrichment-tasks";

    public static void MapEnrichment(this IEndpointRouteBuilder routes)
    {
        var tasks = routes.MapGroup(Path).WithTags("Enrichment");
        tasks
            .MapPost("", Start)
            .WithSummary("Look for the packages of a shop's orders now: of those named, or of all that lack packages")
            .Accepts<EnrichmentRequest>("application/json")
            .Produces<EnrichmentStart>(StatusCodes.Status202Accepted)
            .RequireRole(Role.Operator);
        tasks
            .MapGet("", List)
            .WithSummary("List enrichment tasks; filters shop, status, order (its number or a line's), search")
            .Produces<PageAnswer<EnrichmentTaskResource>>()
            .TakesText("shop")
            .TakesChoice<EnrichmentTaskStatus>("status")
            .TakesText("order", "search")
            .TakesPage()
            .RequireRole(Role.Viewer);
        tasks
            .MapGet("/stats", Statistics)
            .WithSummary("How the tasks stand that are kept; ?shop=")
            .Produces<EnrichmentStatistics>()
            .TakesText("shop")
            .RequireRole(Role.Viewer);
        tasks
            .MapGet("/{id}", Find)
            .WithSummary("Read a task; its id is shop:number, percent-encoded where it has other characters")
            .Produces<EnrichmentTaskResource>()
            .RequireRole(Role.Viewer);
        tasks
            .MapPost("/{id}/retry", Retry)
            .WithSummary("Try a task again at once and anew")
            .Produces<EnrichmentTaskResource>()
            .RequireRole(Role.Operator);
        OldEnrichmentEndpoints.Map(routes);
    }

    private static async Task<IResult> Start(HttpContext http, WriteRequests requests, EnrichmentStarts starts)
    {
        var read = await requests.Read<EnrichmentRequest>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var started = await starts.Start(http, read.Value.Value, read.Value.Body);
        return started.Succeeded
            ? Answer.Started($"{Path}?shop={started.Value.Shop}", started, http)
            : started.Problem.ToResult();
    }

    private static async Task<IResult> List(HttpContext http, EnrichmentQueries tasks)
    {
        var query = new QueryReader(http.Request);
        var filter = new EnrichmentFilter(
            query.Text("shop"),
            query.Choice<EnrichmentTaskStatus>("status"),
            query.Text("order"),
            query.Text("search")
        );
        var page = query.ShopPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await tasks.List(filter, page, http.RequestAborted)));
    }

    private static async Task<IResult> Statistics(HttpContext http, EnrichmentQueries tasks)
    {
        var query = new QueryReader(http.Request);
        var shop = query.Text("shop");
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(await tasks.Statistics(shop, http.RequestAborted));
    }

    private static async Task<IResult> Find(string id, HttpContext http, EnrichmentQueries tasks) =>
        IdOf(http, id) is { } task && await tasks.Find(task.Shop, task.Number, http.RequestAborted) is { } found
            ? Answer.Ok(found)
            : NotFound(id);

    private static async Task<IResult> Retry(string id, HttpContext http, IGrainFactory grains)
    {
        var context = WriteRequests.Context(http, []);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        if (IdOf(http, id) is not { } task)
        {
            return NotFound(id);
        }

        var retried = await grains
            .GetGrain<IEnrichmentTaskGrain>(task.ToString())
            .Retry(context.Value, http.RequestAborted);
        return retried.Succeeded ? Answer.Ok(retried, http) : retried.Problem.ToResult();
    }

    // The number is the platform's and may have any characters: one percent-encoded segment of /api/v1/enrichment-tasks/{id}.
    private static EnrichmentTaskId? IdOf(HttpContext http, string id) =>
        EnrichmentTaskId.Of(PathSegments.Decoded(http, index: 3, id));

    private static IResult NotFound(string id) => GatewayProblems.NotFound($"enrichment task '{id}'").ToResult();
}
