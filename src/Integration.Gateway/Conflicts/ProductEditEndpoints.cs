using Integration.Access;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Conflicts;

/// <summary>Local edits of synced products.</summary>
internal static class ProductEditEndpoints
{
    private const int MaxProduct = 256;
    private const string Path = "/api/v1/shops/{shop}/products/{product}/local";

    public static void MapProductEdits(this IEndpointRouteBuilder routes)
    {
        var edits = routes.MapGroup(Path).WithTags("Conflicts");
        edits
            .MapGet("", Find)
            .WithSummary(
                "Read the local edits of a synced product; its id is percent-encoded where it has other characters, a slash as %2F"
            )
            .Produces<ProductEditsResource>()
            .RequireRole(Role.Viewer);
        edits
            .MapPatch("", Change)
            .WithSummary("Edit title, price and stock of a synced product by JSON merge patch; null withdraws an edit")
            .Accepts<ProductEdit>("application/merge-patch+json", "application/json")
            .Produces<ProductEditsResource>()
            .RequireRole(Role.Operator);
    }

    private static async Task<IResult> Find(string shop, string product, HttpContext http, ProductEdits edits)
    {
        var id = IdOf(http, product);
        return IsPlace(shop, id) && await edits.Find(shop, id, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : NotFound(shop, id);
    }

    private static async Task<IResult> Change(
        string shop,
        string product,
        HttpContext http,
        WriteRequests requests,
        IGrainFactory grains
    )
    {
        var body = await requests.Body(http);
        if (!body.Succeeded)
        {
            return body.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, body.Value);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        var id = IdOf(http, product);
        if (!IsPlace(shop, id))
        {
            return NotFound(shop, id);
        }

        var grain = grains.GetGrain<IProductEditGrain>(IProductEditGrain.KeyOf(shop, id));
        var changed = await grain.Change(body.Value, context.Value, http.RequestAborted);
        return changed.Succeeded
            ? Answer.Versioned(changed.Value, changed.Value.Version, http)
            : changed.Problem.ToResult();
    }

    // What no sync stores is nobody's: the database holds no NUL either.
    private static bool IsPlace(string shop, string product) =>
        ResourceIds.IsValid(shop)
        && product.Length is > 0 and <= MaxProduct
        && !product.Contains('\0', StringComparison.Ordinal);

    // It is the platform's and may have any characters: one percent-encoded segment of the path.
    private static string IdOf(HttpContext http, string product) => PathSegments.Decoded(http, index: 5, product);

    private static IResult NotFound(string shop, string product) =>
        GatewayProblems.NotFound($"product '{product}' of the shop '{shop}'").ToResult();
}
