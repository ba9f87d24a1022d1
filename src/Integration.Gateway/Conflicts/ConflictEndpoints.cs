using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Conflicts;

/// <summary>Reading conflicts between local edits and platforms, and deciding about them.</summary>
internal static class ConflictEndpoints
{
    public static void MapConflicts(this IEndpointRouteBuilder routes)
    {
        var conflicts = routes.MapGroup("/api/v1/conflicts").WithTags("Conflicts");
        conflicts
            .MapGet("", List)
            .WithSummary("List conflicts between local edits and platforms; filters shop, product, field, state")
            .Produces<PageAnswer<ConflictResource>>()
            .TakesText("shop", "product")
            .TakesChoice<ProductField>("field")
            .TakesChoice<ConflictState>("state")
            .TakesPage()
            .RequireRole(Role.Viewer);
        conflicts
            .MapGet("/{id}", Find)
            .WithSummary("Read a conflict with both values")
            .Produces<ConflictResource>()
            .RequireRole(Role.Viewer);
        conflicts
            .MapPost("/{id}/decide", Decide)
            .WithSummary("Decide about an open conflict: take local, remote, or another value")
            .Accepts<ConflictDecision>("application/json")
            .Produces<ConflictResource>()
            .RequireRole(Role.Operator);
        routes.MapProductEdits();
        routes.MapConflictPolicies();
    }

    private static async Task<IResult> List(HttpContext http, ConflictQueries conflicts)
    {
        var query = new QueryReader(http.Request);
        var filter = new ConflictFilter(
            query.Text("shop"),
            query.Text("product"),
            query.Choice<ProductField>("field"),
            query.Choice<ConflictState>("state")
        );
        var page = query.IdPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await conflicts.List(filter, page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(string id, HttpContext http, ConflictQueries conflicts) =>
        Guid.TryParse(id, out var key) && await conflicts.Find(key, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : NotFound(id);

    private static async Task<IResult> Decide(
        string id,
        HttpContext http,
        WriteRequests requests,
        ConflictQueries conflicts,
        IGrainFactory grains
    )
    {
        var read = await requests.Read<ConflictDecision>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, read.Value.Body);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        if (!Guid.TryParse(id, out var key) || await conflicts.Find(key, http.RequestAborted) is not { } conflict)
        {
            return NotFound(id);
        }

        var grain = grains.GetGrain<IProductEditGrain>(IProductEditGrain.KeyOf(conflict.Shop, conflict.Product));
        var decided = await grain.Decide(key, read.Value.Value, context.Value, http.RequestAborted);
        return decided.Succeeded ? Answer.Ok(decided, http) : decided.Problem.ToResult();
    }

    private static IResult NotFound(string id) => GatewayProblems.NotFound($"conflict '{id}'").ToResult();
}
