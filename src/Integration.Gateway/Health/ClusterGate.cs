using Integration.Dashboard;
using Integration.Problems;
using Microsoft.AspNetCore.Http;

namespace Integration.Health;

/// <summary>Answers "try later" to everything that may need a grain until the first silo has been reached.</summary>
internal sealed class ClusterGate(RequestDelegate next, IClusterConnection cluster)
{
    public Task InvokeAsync(HttpContext context) =>
        cluster.IsOpen || !NeedsGrains(context.Request.Path)
            ? next(context)
            : ProblemAnswer.Write(context, GatewayProblems.SiloUnavailable);

    private static bool NeedsGrains(PathString path) =>
        path.StartsWithSegments("/in", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments(DashboardPaths.Root, StringComparison.OrdinalIgnoreCase);
}
