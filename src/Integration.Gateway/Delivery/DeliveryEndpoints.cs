using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Delivery;

/// <summary>Reading deliveries and their attempts.</summary>
internal static class DeliveryEndpoints
{
    public static void MapDeliveries(this IEndpointRouteBuilder routes)
    {
        var deliveries = routes.MapGroup("/api/v1/deliveries").WithTags("Deliveries");
        deliveries
            .MapGet("", List)
            .WithSummary("List deliveries; filters subscriber, event, status, since, until")
            .Produces<PageAnswer<DeliveryResource>>()
            .TakesText("subscriber")
            .TakesId("event")
            .TakesChoice<DeliveryStatus>("status")
            .TakesInstant("since", "until")
            .TakesPage()
            .RequireRole(Role.Viewer);
        deliveries
            .MapGet("/{id}", Find)
            .WithSummary("Read a delivery")
            .Produces<DeliveryResource>()
            .RequireRole(Role.Viewer);
        deliveries
            .MapGet("/{id}/attempts", Attempts)
            .WithSummary("The attempts of a delivery")
            .Produces<PageAnswer<AttemptResource>>()
            .TakesPage()
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> List(HttpContext http, DeliveryQueries deliveries)
    {
        var query = new QueryReader(http.Request);
        var filter = new DeliveryFilter(
            query.Text("subscriber"),
            query.Id("event"),
            query.Status("status"),
            query.Instant("since"),
            query.Instant("until")
        );
        var page = query.IdPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await deliveries.List(filter, page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(string id, HttpContext http, DeliveryQueries deliveries) =>
        Guid.TryParse(id, out var key) && await deliveries.Find(key, http.RequestAborted) is { } found
            ? Answer.Ok(found)
            : GatewayProblems.NotFound($"delivery '{id}'").ToResult();

    private static async Task<IResult> Attempts(string id, HttpContext http, DeliveryQueries deliveries)
    {
        var query = new QueryReader(http.Request);
        var page = query.NumberPage();
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        return Guid.TryParse(id, out var key) && await deliveries.Find(key, http.RequestAborted) is not null
            ? Answer.Ok(PageAnswer.Of(await deliveries.Attempts(key, page, http.RequestAborted)))
            : GatewayProblems.NotFound($"delivery '{id}'").ToResult();
    }
}
