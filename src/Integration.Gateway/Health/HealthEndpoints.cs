using System.Reflection;
using Integration.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Health;

/// <summary>Liveness, readiness, version.</summary>
internal static class HealthEndpoints
{
    private static readonly string s_version =
        typeof(HealthEndpoints)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "unknown";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Live).WithTags("Health").WithSummary("The process runs");
        routes.MapGet("/health/ready", Ready).WithTags("Health").WithSummary("A request would now succeed");
        routes
            .MapGet("/version", () => Answer.Ok(new { Version = s_version }))
            .WithTags("Health")
            .WithSummary("The build");
    }

    private static IResult Live(ILiveness liveness)
    {
        var faults = liveness.Faults();
        return faults.Count == 0
            ? Answer.Ok(new { Status = "live" })
            : Results.Json(
                new { Status = "not_live", Faults = faults },
                WireJson.Options,
                statusCode: StatusCodes.Status503ServiceUnavailable
            );
    }

    private static async Task<IResult> Ready(HttpContext http, IReadiness readiness)
    {
        var faults = await readiness.Faults(http.RequestAborted);
        return Results.Json(
            new { Status = faults.Count == 0 ? "ready" : "not_ready", Faults = faults },
            WireJson.Options,
            statusCode: faults.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
        );
    }
}
