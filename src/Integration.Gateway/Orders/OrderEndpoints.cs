using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Integration.Sync;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Orders;

/// <summary>Reading the local copy of shops' orders, and what changed in them.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapGroup("/api/v1/orders").WithTags("Orders");
        orders
            .MapGet("", List)
            .WithSummary(
                "List synced orders; filters shop, status, status_text, number (PO-1* for those that begin so), package, has_package, sku, "
                    + "product, title (words), deleted, since, until, updated_since, updated_until"
            )
            .Produces<PageAnswer<OrderResource>>()
            .TakesText("shop")
            .TakesChoice<OrderStatus>("status")
            .TakesText("number", "package")
            .TakesFlag("has_package", "deleted")
            .TakesInstant("since", "until", "updated_since", "updated_until")
            .TakesText("status_text", "sku", "product", "title")
            .TakesPage()
            .RequireRole(Role.Viewer);
        orders
            .MapGet("/{shop}/{number}", Find)
            .WithSummary("Read an order; its number is percent-encoded where it has other characters, a slash as %2F")
            .Produces<OrderResource>()
            .RequireRole(Role.Viewer);
        orders
            .MapGet("/{shop}/{number}/versions", Versions)
            .WithSummary("What changed in an order, version by version")
            .Produces<PageAnswer<RecordVersionResource>>()
            .TakesPage()
            .RequireRole(Role.Viewer);
        orders
            .MapGet("/{shop}/{number}/payload", Payload)
            .WithSummary("What the stored version was read from, as the platform sent it, byte for byte")
            .RequireRole(Role.Operator);
    }

    private static async Task<IResult> List(HttpContext http, OrderQueries orders)
    {
        var query = new QueryReader(http.Request);
        var filter = new OrderFilter(
            query.Text("shop"),
            query.Choice<OrderStatus>("status"),
            query.Text("number"),
            query.Text("package"),
            query.Flag("has_package"),
            query.Flag("deleted"),
            query.Instant("since"),
            query.Instant("until"),
            query.Instant("updated_since"),
            query.Instant("updated_until"),
            query.Text("status_text"),
            query.Text("sku"),
            query.Text("product"),
            query.Words("title")
        );
        var page = query.ShopPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Answer.Ok(PageAnswer.Of(await orders.List(filter, page, http.RequestAborted)));
    }

    private static async Task<IResult> Find(string shop, string number, HttpContext http, OrderQueries orders)
    {
        var id = IdOf(http, number);
        return await orders.Find(shop, id, http.RequestAborted) is { } found
            ? Answer.Versioned(found, found.Version, http)
            : NotFound(shop, id);
    }

    private static async Task<IResult> Versions(
        string shop,
        string number,
        HttpContext http,
        OrderQueries orders,
        SyncQueries syncs
    )
    {
        var query = new QueryReader(http.Request);
        var page = query.NumberPage(long.MaxValue);
        if (query.Problem() is { } problem)
        {
            return problem.ToResult();
        }

        var id = IdOf(http, number);
        return await orders.Find(shop, id, http.RequestAborted) is not null
            ? Answer.Ok(PageAnswer.Of(await syncs.Versions(shop, SyncKind.Orders, id, page, http.RequestAborted)))
            : NotFound(shop, id);
    }

    private static async Task<IResult> Payload(string shop, string number, HttpContext http, SyncQueries syncs)
    {
        var id = IdOf(http, number);
        return await syncs.Payload(shop, SyncKind.Orders, id, http.RequestAborted) is { } payload
            ? RawPayloadAnswer.Of(payload, http)
            : NotFound(shop, $"{id}, payload");
    }

    // It is the platform's and may have any characters: one percent-encoded segment of /api/v1/orders/{shop}/{number}.
    private static string IdOf(HttpContext http, string number) => PathSegments.Decoded(http, index: 4, number);

    private static IResult NotFound(string shop, string number) =>
        GatewayProblems.NotFound($"order '{shop}/{number}'").ToResult();
}
