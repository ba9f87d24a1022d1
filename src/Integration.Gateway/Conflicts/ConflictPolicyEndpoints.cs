using Integration.Access;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Conflicts;

/// <summary>How conflicts of a shop are settled.</summary>
internal static class ConflictPolicyEndpoints
{
    public static void MapConflictPolicies(this IEndpointRouteBuilder routes)
    {
        var policy = routes.MapGroup("/api/v1/shops/{shop}/conflict-policy").WithTags("Conflicts");
        policy
            .MapGet("", Find)
            .WithSummary("Read how conflicts of a shop are settled")
            .Produces<ConflictPolicyResource>()
            .RequireRole(Role.Viewer);
        policy
            .MapPut("", Set)
            .WithSummary("Choose how conflicts of a shop are settled, from the next one on")
            .Accepts<ConflictPolicy>("application/json")
            .Produces<ConflictPolicyResource>()
            .RequireRole(Role.Administrator);
    }

    private static async Task<IResult> Find(string shop, HttpContext http, ConflictPolicies policies) =>
        ResourceIds.IsValid(shop) && await policies.Find(shop, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : NotFound(shop);

    private static async Task<IResult> Set(string shop, HttpContext http, WriteRequests requests, IGrainFactory grains)
    {
        var read = await requests.Read<ConflictPolicy>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, read.Value.Body);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        if (!ResourceIds.IsValid(shop))
        {
            return NotFound(shop);
        }

        var grain = grains.GetGrain<IConflictPolicyGrain>(shop);
        var chosen = await grain.Set(read.Value.Value, context.Value, http.RequestAborted);
        return chosen.Succeeded
            ? Answer.Versioned(chosen.Value, chosen.Value.Version, http)
            : chosen.Problem.ToResult();
    }

    private static IResult NotFound(string shop) => GatewayProblems.NotFound($"shop '{shop}'").ToResult();
}
