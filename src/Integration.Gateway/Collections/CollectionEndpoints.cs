using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Streams;
using Integration.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Collections;

/// <summary>Starting, following and cancelling collections of products.</summary>
internal static class CollectionEndpoints
{
    private const string Path = "/api/v1/collections";

    public static void MapCollections(this IEndpointRouteBuilder routes)
    {
        var collections = routes.MapGroup(Path).WithTags("Collections");
        collections
            .MapPost("", Start)
            .WithSummary("Collect products by id, by pasted link, or all of the account's own shop")
            .Accepts<CollectionRequest>("application/json")
            .Produces<CollectionResource>(StatusCodes.Status202Accepted)
            .RequireRole(Role.Operator);
        collections
            .MapGet("", List)
            .WithSummary("List collections; filters account, state")
            .Produces<PageAnswer<CollectionResource>>()
            .TakesText("account")
            .TakesChoice<CollectionState>("state")
            .TakesPage()
            .RequireRole(Role.Viewer);
        collections
            .MapGet("/{id}", Find)
            .WithSummary("The progress of a collection")
            .Produces<CollectionResource>()
            .RequireRole(Role.Viewer);
        collections
            .MapGet("/{id}/stream", Stream)
            .WithSummary("Its progress as server-sent events: progress, and at the end ended")
            .Produces<CollectionResource>(contentType: "text/event-stream")
            .RequireRole(Role.Viewer);
        collections
            .MapGet("/{id}/items", Items)
            .WithSummary("What became of each item; filter status")
            .Produces<PageAnswer<CollectionItemResource>>()
            .TakesChoice<CollectionItemStatus>("status")
            .TakesPage()
            .RequireRole(Role.Viewer);
        collections
            .MapPost("/{id}/cancel", Cancel)
            .WithSummary("Cancel what waits")
            .Produces<CollectionResource>()
            .RequireRole(Role.Operator);
    }

    private static async Task<IResult> Start(
        HttpContext http,
        WriteRequests requests,
        IGrainFactory grains,
        IIdGenerator ids,
        DatabaseClock clock
    )
    {
        var read = await requests.Read<CollectionRequest>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, read.Value.Body);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        // A repeat reaches another grain: its transaction finds the key and answers with the collection of the first.
        var grain = grains.GetGrain<ICollectionGrain>(ids.NewId(clock.UtcNow()).ToString());
        var started = await grain.Start(read.Value.Value, context.Value, http.RequestAborted);
        return started.Succeeded
            ? Answer.Started($"{Path}/{started.Value.Id}", started, http)
            : started.Problem.ToResult();
    }

    private static async Task<IResult> List(HttpContext http, CollectionQueries collections)
    {
        var query = new QueryReader(http.Request);
        var account = query.Text("account");
        var state = query.Choice<CollectionState>("state");
        var page = query.IdPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await collections.List(account, state, page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(string id, HttpContext http, CollectionQueries collections) =>
        Guid.TryParse(id, out var key) && await collections.Find(key, http.RequestAborted) is { } found
            ? Answer.Ok(found)
            : NotFound(id);

    private static async Task<IResult> Stream(
        string id,
        HttpContext http,
        CollectionQueries collections,
        ProgressStreams streams
    )
    {
        if (!Guid.TryParse(id, out var key))
        {
            return NotFound(id);
        }

        var work = new ProgressWork<CollectionResource>(
            ct => collections.Find(key, ct),
            static one => one.State != CollectionState.Running,
            // The estimate moves with the clock, and the languages are another array each time.
            static (told, now) => now with { EstimatedEnd = told.EstimatedEnd, Languages = told.Languages } != told
        );
        return await streams.Follow(work, http) ?? NotFound(id);
    }

    private static async Task<IResult> Items(string id, HttpContext http, CollectionQueries collections)
    {
        var query = new QueryReader(http.Request);
        var status = query.Choice<CollectionItemStatus>("status");
        var page = query.NumberPage(int.MaxValue);
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        return Guid.TryParse(id, out var key) && await collections.Find(key, http.RequestAborted) is not null
            ? Answer.Ok(PageAnswer.Of(await collections.Items(key, status, page, http.RequestAborted)))
            : NotFound(id);
    }

    private static async Task<IResult> Cancel(string id, HttpContext http, IGrainFactory grains)
    {
        var context = WriteRequests.Context(http, []);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        if (!Guid.TryParse(id, out var key))
        {
            return NotFound(id);
        }

        var cancelled = await grains
            .GetGrain<ICollectionGrain>(key.ToString())
            .Cancel(context.Value, http.RequestAborted);
        return cancelled.Succeeded ? Answer.Ok(cancelled.Value) : cancelled.Problem.ToResult();
    }

    private static IResult NotFound(string id) => GatewayProblems.NotFound($"collection '{id}'").ToResult();
}
