using Integration.Access;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Delivery;

/// <summary>Subscribers: create, read, change, delete.</summary>
internal static class SubscriberEndpoints
{
    public static void MapSubscribers(this IEndpointRouteBuilder routes)
    {
        var subscribers = routes.MapGroup("/api/v1/subscribers").WithTags("Subscribers");
        subscribers
            .MapGet("", List)
            .WithSummary("List subscribers")
            .Produces<PageAnswer<SubscriberResource>>()
            .RequireRole(Role.Viewer);
        subscribers
            .MapGet("/{id}", Find)
            .WithSummary("Read a subscriber")
            .Produces<SubscriberResource>()
            .RequireRole(Role.Viewer);
        subscribers
            .MapPost("", Create)
            .WithSummary("Create a subscriber")
            .Accepts<SubscriberSettings>("application/json")
            .Produces<SubscriberResource>(StatusCodes.Status201Created)
            .RequireRole(Role.Administrator);
        subscribers
            .MapPatch("/{id}", Change)
            .WithSummary("Change a subscriber by JSON merge patch")
            .Accepts<SubscriberSettings>("application/merge-patch+json", "application/json")
            .Produces<SubscriberResource>()
            .RequireRole(Role.Administrator);
        subscribers
            .MapPost("/{id}/test", Test)
            .WithSummary("Send a test event to this subscriber alone")
            .Accepts<TestRequest>("application/json")
            .Produces<TestAnswer>(StatusCodes.Status202Accepted)
            .RequireRole(Role.Operator);
        subscribers
            .MapDelete("/{id}", Delete)
            .WithSummary("Delete a subscriber")
            .Produces(StatusCodes.Status204NoContent)
            .RequireRole(Role.Administrator);
    }

    private static async Task<IResult> Test(string id, HttpContext http, WriteRequests requests, IGrainFactory grains)
    {
        var read = await requests.Read<TestRequest>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, read.Value.Body);
        if (!context.Succeeded || !ResourceIds.IsValid(id))
        {
            return (context.Problem ?? GatewayProblems.NotFound($"subscriber '{id}'")).ToResult();
        }

        if (!EventTypes.IsValid(read.Value.Value.Type))
        {
            return GatewayProblems
                .Validation("type", "Such as order.created: a-z, 0-9, _ in parts joined by dots.")
                .ToResult();
        }

        var grain = grains.GetGrain<ISubscriberGrain>(id);
        var sent = await grain.SendTest(read.Value.Value.Type, context.Value, http.RequestAborted);
        return sent.Succeeded ? Answer.Accepted(new TestAnswer(sent.Value.EventId)) : sent.Problem.ToResult();
    }

    private static async Task<IResult> List(HttpContext http, SubscriberQueries subscribers)
    {
        var query = new QueryReader(http.Request);
        var page = query.Page();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await subscribers.List(page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(string id, HttpContext http, SubscriberQueries subscribers) =>
        await subscribers.Find(id, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : GatewayProblems.NotFound($"subscriber '{id}'").ToResult();

    private static async Task<IResult> Create(
        HttpContext http,
        WriteRequests requests,
        IGrainFactory grains,
        NewIds ids
    )
    {
        var read = await requests.Read<SubscriberSettings>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, read.Value.Body);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        var id = read.Value.Value.Id ?? ids.For(context.Value);
        if (!ResourceIds.IsValid(id))
        {
            return GatewayProblems.Validation("id", ResourceIds.Rule).ToResult();
        }

        var created = await grains
            .GetGrain<ISubscriberGrain>(id)
            .Create(read.Value.Value with { Id = id }, context.Value, http.RequestAborted);
        return created.Succeeded
            ? Answer.Created($"/api/v1/subscribers/{created.Value.Id}", created, http)
            : created.Problem.ToResult();
    }

    private static async Task<IResult> Change(string id, HttpContext http, WriteRequests requests, IGrainFactory grains)
    {
        var body = await requests.Body(http);
        if (!body.Succeeded)
        {
            return body.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, body.Value);
        if (!context.Succeeded || !ResourceIds.IsValid(id))
        {
            return (context.Problem ?? GatewayProblems.NotFound($"subscriber '{id}'")).ToResult();
        }

        var changed = await grains
            .GetGrain<ISubscriberGrain>(id)
            .Change(body.Value, context.Value, http.RequestAborted);
        return changed.Succeeded
            ? Answer.Versioned(changed.Value, changed.Value.Version, http)
            : changed.Problem.ToResult();
    }

    private static async Task<IResult> Delete(string id, HttpContext http, IGrainFactory grains)
    {
        var context = WriteRequests.Context(http, []);
        if (!context.Succeeded || !ResourceIds.IsValid(id))
        {
            return (context.Problem ?? GatewayProblems.NotFound($"subscriber '{id}'")).ToResult();
        }

        var deleted = await grains.GetGrain<ISubscriberGrain>(id).Delete(context.Value, http.RequestAborted);
        return deleted.Succeeded ? Results.NoContent() : deleted.Problem.ToResult();
    }
}
