using Integration.Problems;
using Integration.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Integration.Access;

/// <summary>API keys and the audit.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/api/v1/api-keys").WithTags("Access");
        keys.MapGet("", List)
            .WithSummary("List API keys")
            .Produces<PageAnswer<ApiKeyResource>>()
            .TakesPage()
            .RequireRole(Role.Administrator);
        keys.MapPost("", Create)
            .WithSummary("Make an API key; it is shown once")
            .Accepts<ApiKeyRequest>("application/json")
            .Produces<ApiKeyResource>(StatusCodes.Status201Created)
            .RequireRole(Role.Administrator);
        keys.MapDelete("/{id}", Revoke).WithSummary("Revoke an API key").RequireRole(Role.Administrator);
        routes
            .MapGet("/api/v1/audit", Audit)
            .WithTags("Access")
            .WithSummary("List the audit: who changed what")
            .Produces<PageAnswer<AuditEntry>>()
            .TakesText("target", "actor")
            .TakesPage()
            .RequireRole(Role.Viewer);
    }

    private static async Task<IResult> List(HttpContext http, ApiKeyStore store)
    {
        var query = new QueryReader(http.Request);
        var page = query.CreatedPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Json.Answer.Ok(PageAnswer.Of(await store.List(page, http.RequestAborted)));
    }

    private static async Task<IResult> Create(HttpContext http, WriteRequests requests, IGrainFactory grains)
    {
        var read = await requests.Read<ApiKeyRequest>(http);
        if (!read.Succeeded)
        {
            return read.Problem.ToResult();
        }

        var context = WriteRequests.Context(http, read.Value.Body);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        var request = read.Value.Value;
        var draft = new ApiKeyDraft(request.Name, request.Role, request.Sources ?? []);
        var made = await grains
            .GetGrain<IApiKeyGrain>(IApiKeyGrain.Key)
            .Create(draft, context.Value, http.RequestAborted);
        return made.Succeeded
            ? Json.Answer.Created($"/api/v1/api-keys/{made.Value.Id}", made, http)
            : made.Problem.ToResult();
    }

    private static async Task<IResult> Revoke(string id, HttpContext http, IGrainFactory grains, ApiKeyCache keys)
    {
        var context = WriteRequests.Context(http, []);
        if (!context.Succeeded)
        {
            return context.Problem.ToResult();
        }

        var revoked = await grains
            .GetGrain<IApiKeyGrain>(IApiKeyGrain.Key)
            .Revoke(id, context.Value, http.RequestAborted);
        if (!revoked.Succeeded)
        {
            return revoked.Problem.ToResult();
        }

        keys.Forget(id);
        return Results.NoContent();
    }

    private static async Task<IResult> Audit(HttpContext http, AuditQueries audit)
    {
        var query = new QueryReader(http.Request);
        var target = query.Text("target");
        var actor = query.Text("actor");
        var page = query.IdPage();
        return query.Problem() is { } problem
            ? problem.ToResult()
            : Json.Answer.Ok(PageAnswer.Of(await audit.List(target, actor, page, http.RequestAborted)));
    }
}
