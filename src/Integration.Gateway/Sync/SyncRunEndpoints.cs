using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Sync;

/// <summary>Reading and stopping one sync run.</summary>
internal static class SyncRunEndpoints
{
    public const string Path = "/api/v1/sync-runs";

    public static void MapSyncRuns(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup(Path).WithTags("Sync runs");
        runs.MapGet("/{id}", Find)
            .WithSummary("The progress of a sync run")
            .Produces<SyncRunResource>()
            .RequireRole(Role.Viewer);
        runs.MapPost("/{id}/stop", Stop)
            .WithSummary("End a run where it stands; what it wrote stays")
            .Produces<SyncRunResource>()
            .RequireRole(Role.Operator);
    }

    private static async Task<IResult> Find(string id, HttpContext http, SyncQueries runs) =>
        await Run(id, http, runs) is { } found ? Answer.Ok(found) : NotFound(id);

    private static async Task<IResult> Stop(string id, HttpContext http, SyncQueries runs, IGrainFactory grains)
    {
        var context = WriteRequests.Context(http, []);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        if (await Run(id, http, runs) is not { } run)
        {
            return NotFound(id);
        }

        var stopped = await grains
            .GetGrain<ISyncGrain>(ISyncGrain.KeyOf(run.Shop, run.Kind))
            .Stop(run.Id, context.Value, http.RequestAborted);
        return stopped.Succeeded ? Answer.Ok(stopped, http) : stopped.Problem.ToResult();
    }

    private static async Task<SyncRunResource?> Run(string id, HttpContext http, SyncQueries runs) =>
        Guid.TryParse(id, out var key) ? await runs.FindRun(key, http.RequestAborted) : null;

    private static IResult NotFound(string id) => GatewayProblems.NotFound($"sync run '{id}'").ToResult();
}
