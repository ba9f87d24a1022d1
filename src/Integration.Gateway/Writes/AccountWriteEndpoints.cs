using Integration.Access;
using Integration.Intake;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Writes;

/// <summary>Creating products and placing orders at platforms.</summary>
internal static class AccountWriteEndpoints
{
    private const string Accounts = "/api/v1/platform-accounts/{id}";

    public static void MapAccountWrites(this IEndpointRouteBuilder routes)
    {
        routes
            .MapPost($"{Accounts}/products", CreateProducts)
            .WithTags("Platform accounts")
            .WithSummary(
                "Create 1 to 100 products at the account's platform: one result for each, in order; that the platform refuses one is a result"
            )
            .Accepts<ProductCreationRequest>("application/json")
            .Produces<ProductCreationResource>()
            .RequireRole(Role.Operator);
        routes
            .MapPost($"{Accounts}/orders", PushOrders)
            .WithTags("Platform accounts")
            .WithSummary(
                "Place 1 to 20 orders with sellers at the account's platform: one result for each, in order; a number that is there already is not placed again"
            )
            .Accepts<OrderPushRequest>("application/json")
            .Produces<OrderPushResource>()
            .RequireRole(Role.Operator);
    }

    private static Task<IResult> CreateProducts(
        string id,
        HttpContext http,
        WriteRequests requests,
        IGrainFactory grains
    ) =>
        Write<ProductCreationRequest, ProductCreationResource>(
            id,
            http,
            requests,
            (body, context) => grains.GetGrain<IProductCreationGrain>(id).Create(body, context, http.RequestAborted),
            GatewayProblems.ProductsUnknown
        );

    private static Task<IResult> PushOrders(
        string id,
        HttpContext http,
        WriteRequests requests,
        IGrainFactory grains
    ) =>
        Write<OrderPushRequest, OrderPushResource>(
            id,
            http,
            requests,
            (body, context) => grains.GetGrain<IOrderPushGrain>(id).Push(body, context, http.RequestAborted),
            GatewayProblems.OrdersUnknown
        );

    private static async Task<IResult> Write<TRequest, TAnswer>(
        string id,
        HttpContext http,
        WriteRequests requests,
        Func<byte[], WriteContext, Task<Outcome<TAnswer>>> write,
        Problem unknown
    )
        where TRequest : class
        where TAnswer : class
    {
        var read = await requests.Read<TRequest>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var body = read.Value.Body;
        var context = WriteRequests.Context(http, body);
        if (!context.Succeeded || !ResourceIds.IsValid(id))
        {
            return (context.Problem ?? GatewayProblems.NotFound($"platform account '{id}'")).ToResult();
        }

        // What the platform was sent must be known to somebody: the grain goes on when the caller leaves.
        try
        {
            var written = await write(body, context.Value);
            return written.Succeeded ? Answer.Ok(written, http) : written.Problem.ToResult();
        }
        catch (Exception lost) when (LostCalls.Include(lost))
        {
            // Elsewhere sending it again is safe, and is said to be.
            return unknown.ToResult();
        }
    }
}
