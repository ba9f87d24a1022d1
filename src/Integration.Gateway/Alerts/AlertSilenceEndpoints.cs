using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Alerts;

/// <summary>Silences: planned work that nobody need be told of.</summary>
internal static class AlertSilenceEndpoints
{
    private const string Path = "/api/v1/silences";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var silences = routes.MapGroup(Path).WithTags("Alerts");
        silences
            .MapGet("", List)
            .WithSummary("List silences, the newest first, those that are over too")
            .Produces<PageAnswer<AlertSilenceResource>>()
            .TakesPage()
            .RequireRole(Role.Viewer);
        silences
            .MapPost("", Create)
            .WithSummary("Silence alerts for a time; what has changed meanwhile is told after it")
            .Accepts<AlertSilenceRequest>("application/json")
            .Produces<AlertSilenceResource>(StatusCodes.Status201Created)
            .RequireRole(Role.Operator);
        silences
            .MapDelete("/{id}", Delete)
            .WithSummary("End a silence")
            .Produces(StatusCodes.Status204NoContent)
            .RequireRole(Role.Operator);
    }

    private static async Task<IResult> List(HttpContext http, AlertSilenceTable silences)
    {
        var query = new QueryReader(http.Request);
        var page = query.IdPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await silences.List(page, http.RequestAborted)));
    }

    private static Task<IResult> Create(HttpContext http, WriteRequests requests, IGrainFactory grains) =>
        AlertCalls.Call(
            http,
            requests,
            grains,
            (grain, body, context) => grain.CreateSilence(body, context, http.RequestAborted),
            outcome => Answer.Created($"{Path}/{outcome.Value!.Id}", outcome, http)
        );

    private static Task<IResult> Delete(string id, HttpContext http, IGrainFactory grains) =>
        Guid.TryParse(id, out var key)
            ? AlertCalls.Call(
                http,
                grains,
                (grain, context) => grain.DeleteSilence(key, context, http.RequestAborted),
                static _ => Results.NoContent()
            )
            : Task.FromResult(GatewayProblems.NotFound($"silence '{id}'").ToResult());
}
