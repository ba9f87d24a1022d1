using Integration.Access;
using Integration.Json;
using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Platforms;

/// <summary>The catalogue of platforms: what each connector can do and within which limits.</summary>
internal static class PlatformEndpoints
{
    public static void MapPlatforms(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/v1/platforms", All)
            .WithTags("Platforms")
            .WithSummary("Platforms that have a connector, what each can do and its limits")
            .Produces<PageAnswer<PlatformDescription>>()
            .RequireRole(Role.Viewer);
        routes
            .MapGet("/api/v1/platforms/{id}", One)
            .WithTags("Platforms")
            .WithSummary("One platform")
            .Produces<PlatformDescription>()
            .RequireRole(Role.Viewer);
    }

    // A handful, fixed from the start on: one page holds them.
    private static IResult All(PlatformDescriptions platforms) =>
        Answer.Ok(new PageAnswer<PlatformDescription>(platforms.All, NextCursor: null));

    private static IResult One(string id, PlatformDescriptions platforms) =>
        platforms.All.FirstOrDefault(platform => string.Equals(platform.Id, id, StringComparison.Ordinal))
            is { } platform
            ? Answer.Ok(platform)
            : GatewayProblems.NotFound($"platform '{id}'").ToResult();
}
