using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Products;

/// <summary>Reading the local copy of shops' products, and what changed in them.</summary>
internal static class ShopProductEndpoints
{
    public static void MapShopProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/api/v1/products").WithTags("Products");
        products
            .MapGet("", List)
            .WithSummary(
                "List synced products of shops; filters shop, status, id (100* for those that begin so), seller_code, sku, title (words), "
                    + "deleted, updated_since, updated_until"
            )
            .Produces<PageAnswer<ShopProductResource>>()
            .TakesText("shop")
            .TakesChoice<ProductStatus>("status")
            .TakesText("id", "seller_code", "title")
            .TakesFlag("deleted")
            .TakesInstant("updated_since", "updated_until")
            .TakesText("sku")
            .TakesPage()
            .RequireRole(Role.Viewer);
        products
            .MapGet("/{shop}/{id}", Find)
            .WithSummary("Read a product; its id is percent-encoded where it has other characters, a slash as %2F")
            .Produces<ShopProductResource>()
            .RequireRole(Role.Viewer);
        products
            .MapGet("/{shop}/{id}/versions", Versions)
            .WithSummary("What changed in a product, version by version")
            .Produces<PageAnswer<RecordVersionResource>>()
            .TakesPage()
            .RequireRole(Role.Viewer);
        products
            .MapGet("/{shop}/{id}/payload", Payload)
            .WithSummary("What the stored version was read from, as the platform sent it, byte for byte")
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> List(HttpContext http, ShopProductQueries products)
    {
        var query = new QueryReader(http.Request);
        var filter = new ShopProductFilter(
            query.Text("shop"),
            query.Choice<ProductStatus>("status"),
            query.Text("id"),
            query.Text("seller_code"),
            query.Words("title"),
            query.Flag("deleted"),
            query.Instant("updated_since"),
            query.Instant("updated_until"),
            query.Text("sku")
        );
        var page = query.ShopPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await products.List(filter, page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(string shop, string id, HttpContext http, ShopProductQueries products)
    {
        var product = IdOf(http, id);
        return await products.Find(shop, product, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : NotFound(shop, product);
    }

    private static async Task<IResult> Versions(
        string shop,
        string id,
        HttpContext http,
        ShopProductQueries products,
        SyncQueries syncs
    )
    {
        var query = new QueryReader(http.Request);
        var page = query.NumberPage(long.MaxValue);
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        var product = IdOf(http, id);
        return await products.Find(shop, product, http.RequestAborted) is not null
            ? Answer.Ok(
                PageAnswer.Of(await syncs.Versions(shop, SyncKind.Products, product, page, http.RequestAborted))
            )
            : NotFound(shop, product);
    }

    private static async Task<IResult> Payload(string shop, string id, HttpContext http, SyncQueries syncs)
    {
        var product = IdOf(http, id);
        return await syncs.Payload(shop, SyncKind.Products, product, http.RequestAborted) is { } payload
            ? RawPayloadAnswer.Of(payload, http)
            : NotFound(shop, $"{product}, payload");
    }

    // It is the platform's and may have any characters: one percent-encoded segment of /api/v1/products/{shop}/{id}.
    private static string IdOf(HttpContext http, string id) => PathSegments.Decoded(http, index: 4, id);

    private static IResult NotFound(string shop, string id) =>
        GatewayProblems.NotFound($"product '{shop}/{id}'").ToResult();
}
