using System.Text.Json;
using Integration.Access;
using Integration.Delivery;
using Integration.Formats;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Intake;

/// <summary>Reading events: lists, one with its data, its raw payload, and what became of it.</summary>
internal static class EventReadEndpoints
{
    public static void MapEventReads(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/api/v1/events").WithTags("Events");
        events
            .MapGet("", List)
            .WithSummary("List events; filters type, source, subject, since, until, id")
            .Produces<PageAnswer<EventResource>>()
            .TakesText("type", "source", "subject")
            .TakesInstant("since", "until")
            .TakesId("id")
            .TakesPage()
            .RequireRole(Role.Viewer);
        events
            .MapGet("/{id}", Find)
            .WithSummary("Read an event with its data")
            .Produces<EventResource>()
            .RequireRole(Role.Viewer);
        events.MapGet("/{id}/payload", Payload).WithSummary("The raw payload, byte for byte").RequireRole(Role.Viewer);
        events
            .MapGet("/{id}/deliveries", Deliveries)
            .WithSummary("What became of an event, over all subscribers")
            .Produces<PageAnswer<DeliveryResource>>()
            .TakesPage()
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> List(HttpContext http, EventQueries events)
    {
        var query = new QueryReader(http.Request);
        var filter = new EventFilter(
            query.Text("type"),
            query.Text("source"),
            query.Text("subject"),
            query.Instant("since"),
            query.Instant("until"),
            query.Id("id")
        );
        var page = query.IdPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await events.List(filter, page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(string id, HttpContext http, EventQueries events)
    {
        if (!Guid.TryParse(id, out var key) || await events.Find(key, http.RequestAborted) is not { } found)
        {
            return GatewayProblems.NotFound($"event '{id}'; its retention may have ended").ToResult();
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(found, WireJson.Options);
        if (await events.Payload(key, http.RequestAborted) is { } payload)
        {
            json = PayloadData.AddTo(json, payload.Body, ShapeOf(payload.Kind));
        }

        return Results.Bytes(json, "application/json; charset=utf-8");
    }

    private static async Task<IResult> Payload(string id, HttpContext http, EventQueries events)
    {
        if (!Guid.TryParse(id, out var key) || await events.Payload(key, http.RequestAborted) is not { } payload)
        {
            return GatewayProblems.NotFound($"event '{id}'; its retention may have ended").ToResult();
        }

        // It is a stranger's text: a browser must neither guess what it is nor show it as a page of ours.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = "attachment";
        return Results.Bytes(payload.Body, payload.ContentType ?? "application/octet-stream");
    }

    private static async Task<IResult> Deliveries(
        string id,
        HttpContext http,
        EventQueries events,
        DeliveryQueries deliveries
    )
    {
        var query = new QueryReader(http.Request);
        var page = query.IdPage();
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        return Guid.TryParse(id, out var key) && await events.Find(key, http.RequestAborted) is not null
            ? Answer.Ok(PageAnswer.Of(await deliveries.List(new DeliveryFilter(Event: key), page, http.RequestAborted)))
            : GatewayProblems.NotFound($"event '{id}'; its retention may have ended").ToResult();
    }

    private static PayloadShape ShapeOf(PayloadKind kind) =>
        kind switch
        {
            PayloadKind.Json => PayloadShape.Json,
            PayloadKind.Form => PayloadShape.Form,
            _ => PayloadShape.Binary,
        };
}
