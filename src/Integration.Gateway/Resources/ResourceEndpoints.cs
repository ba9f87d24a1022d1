using Integration.Access;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Resources;

/// <summary>The routes of one kind of configured resource: list, read, create, change, delete.</summary>
/// <param name="names">What it is called.</param>
/// <param name="list">What lists it by filters, and their names; null where it has none.</param>
internal sealed class ResourceEndpoints<TGrain, TSettings, TResource>(
    ResourceNames names,
    (Delegate List, QueryParameter[] Filters)? list = null
)
    where TGrain : IConfiguredGrain<TSettings, TResource>
    where TSettings : class, IResourceSettings
    where TResource : class, IResource
{
    /// <summary>Maps the routes; what else the kind can do goes into the group that comes back.</summary>
    public RouteGroupBuilder Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(names.Path).WithTags(names.Tag);
        var (listing, filters) = list ?? (List, []);
        group
            .MapGet("", listing)
            .WithSummary(
                filters.Length > 0
                    ? $"List {names.Many}; filters {string.Join(", ", filters.Select(static one => one.Name))}"
                    : $"List {names.Many}"
            )
            .Takes(filters)
            .TakesPage()
            .Produces<PageAnswer<TResource>>()
            .RequireRole(Role.Viewer);
        group.MapGet("/{id}", Find).WithSummary($"Read {names.OneOf}").Produces<TResource>().RequireRole(Role.Viewer);
        group
            .MapPost("", Create)
            .WithSummary($"Create {names.OneOf}")
            .Accepts<TSettings>("application/json")
            .Produces<TResource>(StatusCodes.Status201Created)
            .RequireRole(Role.Administrator);
        group
            .MapPatch("/{id}", Change)
            .WithSummary($"Change {names.OneOf} by JSON merge patch")
            .Accepts<TSettings>("application/merge-patch+json", "application/json")
            .Produces<TResource>()
            .RequireRole(Role.Administrator);
        group
            .MapDelete("/{id}", Delete)
            .WithSummary($"Delete {names.OneOf}")
            .Produces(StatusCodes.Status204NoContent)
            .RequireRole(Role.Administrator);
        return group;
    }

    private static async Task<IResult> List(HttpContext http, IResourceReads<TResource> resources)
    {
        var query = new QueryReader(http.Request);
        var page = query.CreatedPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await resources.List(page, http.RequestAborted)));
    }

    private async Task<IResult> Create(HttpContext http, WriteRequests requests, IGrainFactory grains, NewIds ids)
    {
        var read = await requests.Read<TSettings>(http);
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

        var grain = grains.GetGrain<TGrain>(id);
        var created = await grain.Create(read.Value.Value, context.Value, http.RequestAborted);
        return created.Succeeded
            ? Answer.Created($"{names.Path}/{created.Value.Id}", created, http)
            : created.Problem.ToResult();
    }

    private async Task<IResult> Find(string id, HttpContext http, IResourceReads<TResource> resources) =>
        await resources.Find(id, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : NotFound(id).ToResult();

    private async Task<IResult> Change(string id, HttpContext http, WriteRequests requests, IGrainFactory grains)
    {
        var body = await requests.Body(http);
        if (!body.Succeeded)
        {
            return body.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, body.Value);
        if (!context.Succeeded || !ResourceIds.IsValid(id))
        {
            return (context.Problem ?? NotFound(id)).ToResult();
        }

        var changed = await grains.GetGrain<TGrain>(id).Change(body.Value, context.Value, http.RequestAborted);
        return changed.Succeeded
            ? Answer.Versioned(changed.Value, changed.Value.Version, http)
            : changed.Problem.ToResult();
    }

    private async Task<IResult> Delete(string id, HttpContext http, IGrainFactory grains)
    {
        var context = WriteRequests.Context(http, []);
        if (!context.Succeeded || !ResourceIds.IsValid(id))
        {
            return (context.Problem ?? NotFound(id)).ToResult();
        }

        var deleted = await grains.GetGrain<TGrain>(id).Delete(context.Value, http.RequestAborted);
        return deleted.Succeeded ? Results.NoContent() : deleted.Problem.ToResult();
    }

    private Problem NotFound(string id) => GatewayProblems.NotFound($"{names.One} '{id}'");
}
