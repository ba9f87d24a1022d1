using Integration.Access;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Integration.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Accounts;

/// <summary>Accounts at platforms: what every resource can do, and a connection test.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes) =>
        new ResourceEndpoints<IAccountGrain, AccountSettings, AccountResource>(
            new("platform account", "platform accounts")
        )
            .Map(routes)
            .MapPost("/{id}/test", Test)
            .WithSummary("Call the platform with the account's credentials; that it refuses them is an answer too")
            .Produces<ConnectionCheck>()
            .RequireRole(Role.Operator);

    private static async Task<IResult> Test(string id, HttpContext http, IGrainFactory grains)
    {
        var context = WriteRequests.Context(http, []);
        if (!context.Succeeded || !ResourceIds.IsValid(id))
        {
            return (context.Problem ?? GatewayProblems.NotFound($"platform account '{id}'")).ToResult();
        }

        var tested = await grains.GetGrain<IAccountGrain>(id).TestFor(context.Value, http.RequestAborted);
        return tested.Succeeded ? Answer.Ok(tested, http) : tested.Problem.ToResult();
    }
}
