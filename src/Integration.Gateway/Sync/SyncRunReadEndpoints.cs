using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Sync;

/// <summary>Reading sync runs: their list, their progress live, and records that could not be read.</summary>
internal static class SyncRunReadEndpoints
{
    public static void MapSyncRunReads(this IEndpointRouteBuilder routes)
    {
        var runs = routes.MapGroup("/api/v1/sync-runs").WithTags("Sync runs");
        runs.MapGet("", List)
            .WithSummary("List sync runs; filters shop, kind, mode, state")
            .Produces<PageAnswer<SyncRunResource>>()
            .TakesText("shop")
            .TakesChoice<SyncKind>("kind")
            .TakesChoice<SyncMode>("mode")
            .TakesChoice<SyncRunState>("state")
            .TakesPage()
            .RequireRole(Role.Viewer);
        runs.MapGet("/{id}/failures", Failures)
            .WithSummary("Records that the run could not read and that are not mended yet")
            .Produces<PageAnswer<RecordFailureResource>>()
            .TakesPage()
            .RequireRole(Role.Viewer);
        runs.MapGet("/{id}/stream", Stream)
            .WithSummary("Its progress as server-sent events: progress, and at the end ended")
            .Produces<SyncRunResource>(contentType: "text/event-stream")
            .RequireRole(Role.Viewer);
        var failures = routes.MapGroup("/api/v1/record-failures").WithTags("Sync runs");
        failures
            .MapGet("", AllFailures)
            .WithSummary("Records that could not be read and are not mended yet; filters shop, kind, run, record_id")
            .Produces<PageAnswer<RecordFailureResource>>()
            .TakesText("shop")
            .TakesChoice<SyncKind>("kind")
            .TakesId("run")
            .TakesText("record_id")
            .TakesPage()
            .RequireRole(Role.Viewer);
        failures
            .MapGet("/payload", Payload)
            .WithSummary("What the platform sent in the place of the record ?shop=&key=, byte for byte")
            .Takes(new QueryParameter("shop", QueryParameter.Text, IsRequired: true))
            .Takes(new QueryParameter("key", QueryParameter.Text, IsRequired: true))
            .RequireRole(Role.Operator);
    }

    private static async Task<IResult> List(HttpContext http, SyncQueries syncs)
    {
        var query = new QueryReader(http.Request);
        var filter = new SyncRunFilter(
            query.Text("shop"),
            query.Choice<SyncKind>("kind"),
            query.Choice<SyncMode>("mode"),
            query.Choice<SyncRunState>("state")
        );
        var page = query.IdPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await syncs.Runs(filter, page, http.RequestAborted)));
    }

    private static async Task<IResult> Failures(string id, HttpContext http, SyncQueries syncs)
    {
        var query = new QueryReader(http.Request);
        var page = query.ShopPage();
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        return Guid.TryParse(id, out var run) && await syncs.FindRun(run, http.RequestAborted) is not null
            ? Answer.Ok(
                PageAnswer.Of(await syncs.Failures(new RecordFailureFilter(Run: run), page, http.RequestAborted))
            )
            : NotFound(id);
    }

    private static async Task<IResult> Stream(string id, HttpContext http, SyncQueries syncs, ProgressStreams streams)
    {
        if (!Guid.TryParse(id, out var run))
        {
            return NotFound(id);
        }

        var work = new ProgressWork<SyncRunResource>(
            ct => syncs.FindRun(run, ct),
            static one => one.State != SyncRunState.Running,
            // The estimate moves with the clock.
            static (told, now) => now with { EstimatedEnd = told.EstimatedEnd } != told
        );
        return await streams.Follow(work, http) ?? NotFound(id);
    }

    private static async Task<IResult> AllFailures(HttpContext http, SyncQueries syncs)
    {
        var query = new QueryReader(http.Request);
        var filter = new RecordFailureFilter(
            query.Text("shop"),
            query.Choice<SyncKind>("kind"),
            query.Id("run"),
            query.Text("record_id")
        );
        var page = query.ShopPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await syncs.Failures(filter, page, http.RequestAborted)));
    }

    // A key has a slash, which some proxies decode on its way: it is no segment of a path.
    private static async Task<IResult> Payload(HttpContext http, SyncQueries syncs)
    {
        var query = new QueryReader(http.Request);
        var shop = query.Required("shop");
        var key = query.Required("key");
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        return await syncs.FailedPayload(shop, key, http.RequestAborted) is { } payload
            ? RawPayloadAnswer.Of(payload, http)
            : GatewayProblems.NotFound($"payload of the failed record '{shop}/{key}'").ToResult();
    }

    private static IResult NotFound(string id) => GatewayProblems.NotFound($"sync run '{id}'").ToResult();
}
