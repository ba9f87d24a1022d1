using Integration.Access;
using Integration.Intake;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Rates;
using Integration.Requests;
using Integration.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Accounts;

/// <summary>Accounts at platforms: what every resource can do, their authorisation, and a connection test.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = new ResourceEndpoints<IAccountGrain, AccountSettings, AccountResource>(
            new("platform account", "platform accounts")
        ).Map(routes);
        accounts
            .MapPost("/{id}/test", Test)
            .WithSummary("Call the platform with the account's credentials; that it refuses them is an answer too")
            .Produces<ConnectionCheck>()
            .RequireRole(Role.Operator);
        accounts
            .MapGet("/{id}/authorisation", ShowPage)
            .WithSummary("The platform's page on which a person authorises the account's app")
            .Takes(
                new QueryParameter(
                    "redirect_uri",
                    QueryParameter.Text,
                    "Where the platform sends the person and the code, as it is registered there.",
                    IsRequired: true
                ),
                new QueryParameter("state", QueryParameter.Text, "Comes back beside the code as it is.")
            )
            .Produces<AuthorisationPage>()
            .RequireRole(Role.Administrator);
        accounts
            .MapPost("/{id}/authorisation", Authorise)
            .WithSummary("Exchange the code of a person's authorisation at the platform for the account's tokens")
            .Accepts<AuthorisationRequest>("application/json")
            .Produces<AccountResource>()
            .RequireRole(Role.Administrator);
        accounts
            .MapGet("/{id}/rate", ShowRate)
            .WithSummary("What the platform's refusals taught about the account's rate, and which pauses it asked for")
            .Produces<RateStatus>()
            .RequireRole(Role.Viewer);
        accounts
            .MapDelete("/{id}/rate", ForgetRate)
            .WithSummary("Forget pauses and what was learnt of the rate, as after the platform raised its quota")
            .Produces<RateStatus>()
            .RequireRole(Role.Operator);
    }

    private static Task<IResult> Test(string id, HttpContext http, IGrainFactory grains) =>
        Act(id, http, context => grains.GetGrain<IAccountGrain>(id).TestFor(context, http.RequestAborted));

    private static async Task<IResult> ShowPage(string id, HttpContext http, IGrainFactory grains)
    {
        var query = new QueryReader(http.Request);
        var (redirectUri, state) = (query.Required("redirect_uri"), query.Text("state"));
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        return ResourceIds.IsValid(id)
            ? Shown(
                await grains.GetGrain<IAccountGrain>(id).ShowAuthorisationPage(redirectUri, state, http.RequestAborted),
                http
            )
            : Unknown(id);
    }

    private static async Task<IResult> Authorise(
        string id,
        HttpContext http,
        WriteRequests requests,
        IGrainFactory grains
    )
    {
        var read = await requests.Read<AuthorisationRequest>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, read.Value.Body);
        if (!context.Succeeded || !ResourceIds.IsValid(id))
        {
            return (context.Problem ?? GatewayProblems.NotFound($"platform account '{id}'")).ToResult();
        }

        try
        {
            var authorised = await grains
                .GetGrain<IAccountGrain>(id)
                .ExchangeCode(read.Value.Value, context.Value, http.RequestAborted);
            return authorised.Succeeded
                ? Answer.Versioned(authorised, authorised.Value.Version, http)
                : authorised.Problem.ToResult();
        }
        catch (Exception lost) when (LostCalls.Include(lost))
        {
            // Elsewhere sending it again is safe, and is said to be.
            return GatewayProblems.AuthorisationUnknown.ToResult();
        }
    }

    private static async Task<IResult> ShowRate(string id, HttpContext http, IGrainFactory grains) =>
        ResourceIds.IsValid(id)
            ? Shown(await grains.GetGrain<IAccountGrain>(id).ShowRate(http.RequestAborted), http)
            : Unknown(id);

    private static Task<IResult> ForgetRate(string id, HttpContext http, IGrainFactory grains) =>
        Act(id, http, context => grains.GetGrain<IAccountGrain>(id).ForgetRate(context, http.RequestAborted));

    private static async Task<IResult> Act<T>(string id, HttpContext http, Func<WriteContext, Task<Outcome<T>>> act)
        where T : class
    {
        var context = WriteRequests.Context(http, []);
        return !context.Succeeded ? context.Problem.ToResult()
            : ResourceIds.IsValid(id) ? Shown(await act(context.Value), http)
            : Unknown(id);
    }

    private static IResult Shown<T>(Outcome<T> outcome, HttpContext http)
        where T : class => outcome.Succeeded ? Answer.Ok(outcome, http) : outcome.Problem.ToResult();

    private static IResult Unknown(string id) => GatewayProblems.NotFound($"platform account '{id}'").ToResult();
}
