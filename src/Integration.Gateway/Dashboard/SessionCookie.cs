using System.Security.Cryptography;
using System.Text.Json;
using Integration.Access;
using Integration.Json;
using Integration.Time;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Integration.Dashboard;

/// <summary>
/// The session lies in the cookie, so no gateway has to remember it. Sent to the dashboard only: the API never sees it.
/// </summary>
internal sealed class SessionCookie(
    IDataProtectionProvider protection,
    ApiKeyCache keys,
    SignInOptions options,
    DatabaseClock clock
)
{
    public const string Name = "integration_dashboard";
    private const int RenewalsPerIdleLifetime = 10;
    private readonly IDataProtector _protector = protection.CreateProtector("Integration.Dashboard.Session.v1");

    /// <summary>The key whose session the request belongs to; null when it has none that is valid now.</summary>
    public async ValueTask<ApiKeyResource?> Read(HttpContext http)
    {
        if (!http.Request.Cookies.TryGetValue(Name, out var text) || Open(text) is not { } session)
        {
            return null;
        }

        var now = clock.UtcNow();
        if (now - session.SignedInAt > options.Lifetime || now - session.SeenAt > options.IdleLifetime)
        {
            return null;
        }

        if (await keys.Current(session.KeyId, http.RequestAborted) is not { } key || !MayEnter(key.Role))
        {
            return null;
        }

        if (now - session.SeenAt > options.IdleLifetime / RenewalsPerIdleLifetime)
        {
            Write(http, session with { SeenAt = now });
        }

        return key;
    }

    /// <summary>Whether a role may see the dashboard.</summary>
    public static bool MayEnter(Role role) => role is Role.Viewer or Role.Operator or Role.Administrator;

    /// <summary>Begins a session.</summary>
    public void Begin(HttpContext http, ApiKeyResource key)
    {
        var now = clock.UtcNow();
        Write(http, new DashboardSession(key.Id, now, now));
    }

    /// <summary>Ends the session in this browser.</summary>
    public void End(HttpContext http) => http.Response.Cookies.Delete(Name, Attributes(http));

    private void Write(HttpContext http, DashboardSession session) =>
        http.Response.Cookies.Append(
            Name,
            _protector.Protect(JsonSerializer.Serialize(session, WireJson.Options)),
            Attributes(http)
        );

    private DashboardSession? Open(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<DashboardSession>(_protector.Unprotect(text), WireJson.Options);
        }
        catch (CryptographicException)
        {
            // Forged, cut short, or of a key that is gone: no reason is told.
            return null;
        }
    }

    private CookieOptions Attributes(HttpContext http) =>
        new()
        {
            Path = DashboardPaths.Root,
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = options.AlwaysSecureCookie || http.Request.IsHttps,
            IsEssential = true,
        };
}
