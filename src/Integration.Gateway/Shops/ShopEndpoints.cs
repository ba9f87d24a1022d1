using Integration.Access;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Integration.Resources;
using Integration.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Shops;

/// <summary>Shops: what every resource can do, a pause, syncs, and one record by hand.</summary>
internal static class ShopEndpoints
{
    public static void MapShops(this IEndpointRouteBuilder routes)
    {
        var shops = new ResourceEndpoints<IShopGrain, ShopSettings, ShopResource>(
            new("shop", "shops"),
            list: (
                List,
                [
                    new("account", QueryParameter.Text),
                    new("enabled", QueryParameter.Flag),
                    new("paused", QueryParameter.Flag),
                ]
            )
        ).Map(routes);
        shops
            .MapPost("/{id}/pause", Pause)
            .WithSummary("Sync nothing of a shop until it is resumed")
            .Accepts<ShopPauseRequest>("application/json")
            .Produces<ShopResource>()
            .RequireRole(Role.Operator);
        shops
            .MapPost("/{id}/resume", Resume)
            .WithSummary("Let a paused shop go on")
            .Produces<ShopResource>()
            .RequireRole(Role.Operator);
        shops
            .MapPost("/{id}/syncs", Start)
            .WithSummary("Start a sync run of a shop's orders or products")
            .Accepts<SyncRequest>("application/json")
            .Produces<SyncRunResource>(StatusCodes.Status202Accepted)
            .RequireRole(Role.Operator);
        shops
            .MapPost("/{id}/orders/{number}/sync", Order)
            .WithSummary("Sync one order now; that the platform does not give it is an answer too")
            .Produces<RecordSyncResource>()
            .RequireRole(Role.Operator);
        shops
            .MapPost("/{id}/products/{product}/sync", Product)
            .WithSummary("Sync one product now; that the platform does not give it is an answer too")
            .Produces<RecordSyncResource>()
            .RequireRole(Role.Operator);
    }

    private static async Task<IResult> List(HttpContext http, ShopTable shops)
    {
        var query = new QueryReader(http.Request);
        var filter = new ShopFilter(query.Text("account"), query.Flag("enabled"), query.Flag("paused"));
        var page = query.CreatedPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await shops.List(filter, page, http.RequestAborted)));
    }

    private static async Task<IResult> Pause(string id, HttpContext http, WriteRequests requests, IGrainFactory grains)
    {
        var read = await requests.Read<ShopPauseRequest>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var context = Context(id, http, read.Value.Body);
        return context.Succeeded
            ? Changed(
                await grains.GetGrain<IShopGrain>(id).Pause(read.Value.Value, context.Value, http.RequestAborted),
                http
            )
            : context.Problem.ToResult();
    }

    private static async Task<IResult> Resume(string id, HttpContext http, IGrainFactory grains)
    {
        var context = Context(id, http, []);
        return context.Succeeded
            ? Changed(await grains.GetGrain<IShopGrain>(id).Resume(context.Value, http.RequestAborted), http)
            : context.Problem.ToResult();
    }

    private static async Task<IResult> Start(string id, HttpContext http, WriteRequests requests, IGrainFactory grains)
    {
        var read = await requests.Read<SyncRequest>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var context = Context(id, http, read.Value.Body);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        var started = await grains
            .GetGrain<ISyncGrain>(ISyncGrain.KeyOf(id, read.Value.Value.Kind))
            .Start(read.Value.Value, context.Value, http.RequestAborted);
        return started.Succeeded
            ? Answer.Started($"{SyncRunEndpoints.Path}/{started.Value.Id}", started, http)
            : started.Problem.ToResult();
    }

    // Ids are the platform's and may have any characters: one percent-encoded segment of /api/v1/shops/{id}/orders/{number}/sync.
    private static Task<IResult> Order(string id, string number, HttpContext http, IGrainFactory grains) =>
        One(id, SyncKind.Orders, PathSegments.Decoded(http, index: 5, number), http, grains);

    private static Task<IResult> Product(string id, string product, HttpContext http, IGrainFactory grains) =>
        One(id, SyncKind.Products, PathSegments.Decoded(http, index: 5, product), http, grains);

    private static async Task<IResult> One(
        string id,
        SyncKind kind,
        string record,
        HttpContext http,
        IGrainFactory grains
    )
    {
        const int maxId = 256;
        var context = Context(id, http, []);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        if (record.Length > maxId || record.Any(char.IsControl))
        {
            return GatewayProblems.NotFound($"{(kind == SyncKind.Orders ? "order" : "product")} of that id").ToResult();
        }

        var synced = await grains
            .GetGrain<ISyncGrain>(ISyncGrain.KeyOf(id, kind))
            .SyncRecord(record, context.Value, http.RequestAborted);
        return synced.Succeeded ? Answer.Ok(synced, http) : synced.Problem.ToResult();
    }

    private static Outcome<WriteContext> Context(string id, HttpContext http, byte[] body) =>
        ResourceIds.IsValid(id) ? WriteRequests.Context(http, body) : GatewayProblems.NotFound($"shop '{id}'");

    private static IResult Changed(Outcome<ShopResource> changed, HttpContext http) =>
        changed.Succeeded ? Answer.Versioned(changed.Value, changed.Value.Version, http) : changed.Problem.ToResult();
}
