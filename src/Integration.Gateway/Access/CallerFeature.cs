using Microsoft.AspNetCore.Http;

namespace Integration.Access;

/// <summary>Keeps the caller with the request.</summary>
internal static class CallerFeature
{
    /// <summary>The caller, once the request was let in.</summary>
    /// <exception cref="InvalidOperationException">The endpoint asks for no role.</exception>
    public static Caller Caller(this HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new InvalidOperationException("The endpoint asks for no role.");

    public static void SetCaller(this HttpContext http, Caller caller) => http.Features.Set(caller);
}
