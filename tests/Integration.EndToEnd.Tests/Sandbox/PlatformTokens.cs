namespace Integration.Sandbox.Platforms;

/// <summary>How tokens are had from each platform.</summary>
internal static class PlatformTokens
{
    /// <summary>Where codes are sent to.</summary>
    public const string RedirectUri = "https://shop.test/back?a=1";

    /// <summary>Turns a code into tokens.</summary>
    public static Task<PlatformAnswer> Create(SandboxPlatform platform, PlatformCaller caller, string code) =>
        platform.Kind switch
        {
            PlatformKind.Taobao => caller.Send("/token", Form(caller, "authorization_code", "code", code)),
            PlatformKind.Alibaba1688 => caller.Send(
                $"/openapi/http/1/system.oauth2/getToken/{caller.Account.AppKey}",
                Form(caller, "authorization_code", "code", code)
            ),
            PlatformKind.Pinduoduo => caller.Call("pdd.pop.auth.token.create", ("code", code)),
            PlatformKind.Temu => caller.Call("bg.open.accesstoken.create", ("code", code)),
            _ => caller.Rest("/auth/token/create", ("code", code)),
        };

    /// <summary>Refreshes.</summary>
    public static Task<PlatformAnswer> Refresh(SandboxPlatform platform, PlatformCaller caller, string refresh) =>
        platform.Kind switch
        {
            PlatformKind.Taobao => caller.Send("/token", Form(caller, "refresh_token", "refresh_token", refresh)),
            PlatformKind.Alibaba1688 => caller.Send(
                $"/openapi/http/1/system.oauth2/getToken/{caller.Account.AppKey}",
                Form(caller, "refresh_token", "refresh_token", refresh)
            ),
            PlatformKind.Pinduoduo => caller.Call("pdd.pop.auth.token.refresh", ("refresh_token", refresh)),
            _ => caller.Rest("/auth/token/refresh", ("refresh_token", refresh)),
        };

    /// <summary>Refreshes the first grant, or where the platform has no refresh, authorises again; returns the new access token.</summary>
    public static async Task<string> Refresh(SandboxPlatform platform, PlatformCaller caller)
    {
        if (platform.Kind == PlatformKind.Temu)
        {
            var created = await Create(platform, caller, platform.NewCode(caller.Account));
            return created["result.accessToken"]!;
        }

        var answer = await Refresh(platform, caller, platform.Grants[0].RefreshToken);
        return Of(platform.Kind, answer, "access_token", isRefresh: true)!;
    }

    /// <summary>A field of such an answer.</summary>
    public static string? Of(PlatformKind kind, PlatformAnswer answer, string field, bool isRefresh) =>
        answer[
            kind == PlatformKind.Pinduoduo
                ? $"pop_auth_token_{(isRefresh ? "refresh" : "create")}_response.{field}"
                : field
        ];

    private static Dictionary<string, string> Form(PlatformCaller caller, string grant, string name, string value) =>
        new(StringComparer.Ordinal)
        {
            ["grant_type"] = grant,
            ["client_id"] = caller.Account.AppKey,
            ["client_secret"] = caller.Account.AppSecret,
            ["need_refresh_token"] = "true",
            ["redirect_uri"] = RedirectUri,
            [name] = value,
        };
}
