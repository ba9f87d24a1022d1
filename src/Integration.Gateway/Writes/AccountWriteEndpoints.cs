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

/// <summary>Creating products at platforms.</summary>
internal static class ProductCreationEndpoints
{
    public static void MapProductCreation(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/platform-accounts/{id}/products", Create)
            .WithTags("Platform accounts")
            .WithSummary(
                "Create 1 to 100 products at the account's platform: one result for each, in order; that the platform refuses one is a result"
            )
            .Accepts<ProductCreationRequest>("application/json")
            .Produces<ProductCreationResource>()
            .RequireRole(Role.Operator);

    private static async Task<IResult> Create(string id, HttpContext http, WriteRequests requests, IGrainFactory grains)
    {
        var read = await requests.Read<ProductCreationRequest>(http);
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
            var created = await grains
                .GetGrain<IProductCreationGrain>(id)
                .Create(body, context.Value, http.RequestAborted);
            return created.Succeeded ? Answer.Ok(created, http) : created.Problem.ToResult();
        }
        catch (Exception lost) when (LostCalls.Include(lost))
        {
            // Elsewhere sending it again is safe, and is said to be.
            return GatewayProblems.ProductsUnknown.ToResult();
        }
    }
}
