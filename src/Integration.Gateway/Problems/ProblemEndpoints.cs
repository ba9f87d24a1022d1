using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Problems;

/// <summary>Where a problem's <c>type</c> leads.</summary>
internal static class ProblemEndpoints
{
    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/problems", () => TypedResults.Ok(ProblemCatalogue.All))
            .WithTags("Problems")
            .WithSummary("Every kind of problem");
        routes
            .MapGet(
                "/problems/{slug}",
                (string slug) =>
                    ProblemCatalogue.Find(slug) is { } kind
                        ? Results.Ok(kind)
                        : GatewayProblems.NotFound($"kind of problem '{slug}'").ToResult()
            )
            .WithTags("Problems")
            .WithSummary("What a kind of problem means and how to mend it");
    }
}
