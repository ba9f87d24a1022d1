using Integration.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Integration.Access;

/// <summary>Lets a request in when its API key has one of the roles that the endpoint asks for.</summary>
internal static class RoleFilter
{
    private const string Scheme = "Bearer ";

    /// <summary>Asks for a role at least as strong; administrator is above operator is above viewer.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, Role least)
        where TBuilder : IEndpointConventionBuilder =>
        builder.Require(
            role => role >= least && role != Role.Sender,
            $"at least {least.ToString().ToLowerInvariant()}"
        );

    /// <summary>Asks for a role that may post events: sender, operator or administrator.</summary>
    public static TBuilder RequireSender<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder =>
        builder.Require(
            role => role is Role.Sender or Role.Operator or Role.Administrator,
            "sender, operator or administrator"
        );

    private static TBuilder Require<TBuilder>(this TBuilder builder, Func<Role, bool> may, string needed)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new NeedsApiKey(needed));
        return builder.AddEndpointFilter(
            async (invocation, next) =>
            {
                var http = invocation.HttpContext;
                if (await Identify(http) is not { } caller)
                {
                    http.Response.Headers.WWWAuthenticate = "Bearer";
                    return GatewayProblems.Unauthorized.ToResult();
                }

                if (!may(caller.Key.Role))
                {
                    var role = caller.Key.Role.ToString().ToLowerInvariant();
                    return new Problem(
                        "forbidden",
                        403,
                        $"This needs the role {needed}; the key '{caller.Key.Id}' is {role}."
                    ).ToResult();
                }

                http.SetCaller(caller);
                return await next(invocation);
            }
        );
    }

    private static async ValueTask<Caller?> Identify(HttpContext http)
    {
        var header = http.Request.Headers.Authorization;
        if (header is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var keys = http.RequestServices.GetRequiredService<ApiKeyCache>();
        return await keys.Find(value[Scheme.Length..].Trim(), http.RequestAborted) is { } key ? new Caller(key) : null;
    }
}
