using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Integration.Collections;

/// <summary>Reading products that were collected, and what changed in them.</summary>
internal static class CollectedProductEndpoints
{
    public static void MapCollectedProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/v1/collected-products").WithTags("Collected products");
        products
            .MapGet("", List)
            .WithSummary("List collected products; filter platform")
            .Produces<PageAnswer<CollectedProductResource>>()
            .RequireRole(Role.Viewer);
        products
            .MapGet("/{platform}/{product_id}", Find)
            .WithSummary("Read a collected product")
            .Produces<CollectedProductResource>()
            .RequireRole(Role.Viewer);
        products
            .MapGet("/{platform}/{product_id}/versions", Versions)
            .WithSummary("What changed in a product, version by version")
            .Produces<PageAnswer<CollectedProductVersion>>()
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> List(HttpContext http, CollectedProductQueries products)
    {
        var query = new QueryReader(http.Request);
        var platform = query.Text("platform");
        var page = query.Page();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await products.List(platform, page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(
        string platform,
        [FromRoute(Name = "product_id")] string productId,
        HttpContext http,
        CollectedProductQueries products
    ) =>
        await products.Find(platform, productId, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : NotFound(platform, productId);

    private static async Task<IResult> Versions(
        string platform,
        [FromRoute(Name = "product_id")] string productId,
        HttpContext http,
        CollectedProductQueries products
    )
    {
        var query = new QueryReader(http.Request);
        var page = query.NumberPage(long.MaxValue);
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        return await products.Find(platform, productId, http.RequestAborted) is not null
            ? Answer.Ok(PageAnswer.Of(await products.Versions(platform, productId, page, http.RequestAborted)))
            : NotFound(platform, productId);
    }

    private static IResult NotFound(string platform, string id) =>
        GatewayProblems.NotFound($"collected product '{platform}/{id}'").ToResult();
}
