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
            .TakesText("platform")
            .TakesPage()
            .RequireRole(Role.Viewer);
        products
            .MapGet("/{platform}/{product_id}", Find)
            .WithSummary(
                "Read a collected product; its id is percent-encoded where it has other characters, a slash as %2F"
            )
            .Produces<CollectedProductResource>()
            .RequireRole(Role.Viewer);
        products
            .MapGet("/{platform}/{product_id}/versions", Versions)
            .WithSummary("What changed in a product, version by version")
            .Produces<PageAnswer<CollectedProductVersion>>()
            .TakesPage()
            .RequireRole(Role.Viewer);
        products
            .MapGet("/{platform}/{product_id}/payloads/{number:int}", Payload)
            .WithSummary("A raw payload as the platform sent it, byte for byte; from 1, one a language")
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> List(HttpContext http, CollectedProductQueries products)
    {
        var query = new QueryReader(http.Request);
        var platform = query.Text("platform");
        var page = query.ShopPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await products.List(platform, page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(
        string platform,
        [FromRoute(Name = "product_id")] string productId,
        HttpContext http,
        CollectedProductQueries products
    )
    {
        var id = IdOf(http, productId);
        return await products.Find(platform, id, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : NotFound(platform, id);
    }

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

        var id = IdOf(http, productId);
        return await products.Find(platform, id, http.RequestAborted) is not null
            ? Answer.Ok(PageAnswer.Of(await products.Versions(platform, id, page, http.RequestAborted)))
            : NotFound(platform, id);
    }

    private static async Task<IResult> Payload(
        string platform,
        [FromRoute(Name = "product_id")] string productId,
        int number,
        HttpContext http,
        CollectedProductQueries products
    )
    {
        var id = IdOf(http, productId);
        if (await products.Payload(platform, id, number, http.RequestAborted) is not { } payload)
        {
            return NotFound(platform, $"{id}, payload {number}");
        }

        // It is a stranger's text: a browser must neither guess what it is nor show it as a page of ours.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentDisposition = "attachment";
        return Results.Bytes(payload.Body, payload.ContentType ?? "application/octet-stream");
    }

    // It is the platform's and may have any characters: one percent-encoded segment of /api/v1/collected-products/{platform}/{product_id}.
    private static string IdOf(HttpContext http, string productId) => PathSegments.Decoded(http, index: 4, productId);

    private static IResult NotFound(string platform, string id) =>
        GatewayProblems.NotFound($"collected product '{platform}/{id}'").ToResult();
}
