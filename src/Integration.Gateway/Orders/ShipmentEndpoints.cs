using Integration.Access;
using Integration.Intake;
using Integration.Json;
using Integration.Mapping;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Orders;

/// <summary>Telling platforms that orders have left.</summary>
internal static class ShipmentEndpoints
{
    private const int MaxNumber = 256;

    public static void MapShipments(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/api/v1/shops/{shop}/orders/{number}/shipments", Confirm)
            .WithTags("Orders")
            .WithSummary(
                "Tell the platform that an order, or some of its lines, has left with a carrier; it is told once, and the order is read again"
            )
            .Accepts<ShipmentRequest>("application/json")
            .Produces<ShipmentResource>()
            .RequireRole(Role.Operator);

    private static async Task<IResult> Confirm(
        string shop,
        string number,
        HttpContext http,
        WriteRequests requests,
        IGrainFactory grains
    )
    {
        var read = await requests.Read<ShipmentRequest>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var (request, body) = read.Value;
        var context = WriteRequests.Context(http, body);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        var id = IdOf(http, number);
        if (!ResourceIds.IsValid(shop) || id.Length is 0 or > MaxNumber || id.Any(char.IsControl))
        {
            return GatewayProblems.NotFound("order of that number in a shop of that id").ToResult();
        }

        var grain = grains.GetGrain<IShipmentGrain>(IShipmentGrain.KeyOf(shop, id));
        try
        {
            return Told(await grain.Confirm(request, context.Value, http.RequestAborted), http);
        }
        catch (Exception lost) when (LostCalls.Include(lost))
        {
            // Elsewhere sending it again is safe, and is said to be.
            return GatewayProblems.ShipmentUnknown("No silo answered in time.").ToResult();
        }
    }

    private static IResult Told(Outcome<ShipmentResource> told, HttpContext http) =>
        !told.Succeeded ? told.Problem.ToResult()
        : told.Value.Outcome == ShipmentOutcome.Unknown
            ? GatewayProblems.ShipmentUnknown(told.Value.Failure?.Detail ?? "No usable answer came.").ToResult()
        : Answer.Ok(told, http);

    // It is the platform's and may have any characters: one percent-encoded segment of the path.
    private static string IdOf(HttpContext http, string number) => PathSegments.Decoded(http, index: 5, number);
}
