using Integration.Access;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Integration.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Delivery;

/// <summary>Subscribers: what every resource can do, and a test event.</summary>
internal static class SubscriberEndpoints
{
    public static void MapSubscribers(this IEndpointRouteBuilder routes) =>
        new ResourceEndpoints<ISubscriberGrain, SubscriberSettings, SubscriberResource>(
            new("subscriber", "subscribers")
        )
            .Map(routes)
            .MapPost("/{id}/test", Test)
            .WithSummary("Send a test event to this subscriber alone")
            .Accepts<TestRequest>("application/json")
            .Produces<TestAnswer>(StatusCodes.Status202Accepted)
            .RequireRole(Role.Operator);

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
}
