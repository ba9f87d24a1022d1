using Integration.Access;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Intake;

/// <summary>Sources: create, read, change, delete.</summary>
internal static class SourceEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var sources = routes.MapGroup("/api/v1/sources").WithTags("Sources");
        sources
            .MapGet("", List)
            .WithSummary("List sources")
            .Produces<PageAnswer<SourceResource>>()
            .RequireRole(Role.Viewer);
        sources.MapGet("/{id}", Find).WithSummary("Read a source").Produces<SourceResource>().RequireRole(Role.Viewer);
        sources
            .MapPost("", Create)
            .WithSummary("Create a source")
            .Accepts<SourceSettings>("application/json")
            .Produces<SourceResource>(StatusCodes.Status201Created)
            .RequireRole(Role.Administrator);
        sources
            .MapPatch("/{id}", Change)
            .WithSummary("Change a source by JSON merge patch")
            .Accepts<SourceSettings>("application/merge-patch+json", "application/json")
            .Produces<SourceResource>()
            .RequireRole(Role.Administrator);
        sources
            .MapDelete("/{id}", Delete)
            .WithSummary("Delete a source")
            .Produces(StatusCodes.Status204NoContent)
            .RequireRole(Role.Administrator);
    }

    private static async Task<IResult> List(HttpContext http, SourceQueries sources)
    {
        var query = new QueryReader(http.Request);
        var page = query.Page();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await sources.List(page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(string id, HttpContext http, SourceQueries sources) =>
        await sources.Find(id, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : GatewayProblems.NotFound($"source '{id}'").ToResult();

    private static async Task<IResult> Create(
        HttpContext http,
        WriteRequests requests,
        IGrainFactory grains,
        NewIds ids
    )
    {
        var read = await requests.Read<SourceSettings>(http);
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
            .GetGrain<ISourceGrain>(id)
            .Create(read.Value.Value with { Id = id }, context.Value, http.RequestAborted);
        return created.Succeeded
            ? Answer.Created($"/api/v1/sources/{created.Value.Id}", created, http)
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
            return (context.Problem ?? GatewayProblems.NotFound($"source '{id}'")).ToResult();
        }

        var changed = await grains.GetGrain<ISourceGrain>(id).Change(body.Value, context.Value, http.RequestAborted);
        return changed.Succeeded
            ? Answer.Versioned(changed.Value, changed.Value.Version, http)
            : changed.Problem.ToResult();
    }

    private static async Task<IResult> Delete(string id, HttpContext http, IGrainFactory grains)
    {
        var context = WriteRequests.Context(http, []);
        if (!context.Succeeded || !ResourceIds.IsValid(id))
        {
            return (context.Problem ?? GatewayProblems.NotFound($"source '{id}'")).ToResult();
        }

        var deleted = await grains.GetGrain<ISourceGrain>(id).Delete(context.Value, http.RequestAborted);
        return deleted.Succeeded ? Results.NoContent() : deleted.Problem.ToResult();
    }
}
