using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Taobao;

/// <summary><c>POST /token</c> of Taobao's OAuth host. Its errors are those of OAuth 2.0 (RFC 6749, 5.2); the platform's own are not known.</summary>
internal sealed class TaobaoTokens(PlatformShop shop)
{
    public PlatformReply Token(PlatformCall call)
    {
        if (shop.FindAccount(call["client_id"], call["client_secret"]) is not { } account)
        {
            return Error(CallOutcome.UnknownApplication, "invalid_client");
        }

        switch (call["grant_type"])
        {
            case "authorization_code":
                return call["redirect_uri"] is not { } redirectUri ? Error(CallOutcome.BadParameter, "invalid_request")
                    : shop.Tokens.Redeem(call["code"], account, redirectUri) is { } issued
                        ? PlatformReply.Served(Grant(issued))
                    : Error(CallOutcome.RevokedToken, "invalid_grant");
            case "refresh_token":
                return shop.Tokens.Refresh(call["refresh_token"], account) is { } refreshed
                    ? PlatformReply.Served(Grant(refreshed))
                    : Error(CallOutcome.RevokedToken, "invalid_grant");
            default:
                return Error(CallOutcome.BadParameter, "unsupported_grant_type");
        }
    }

    private JsonObject Grant(TokenGrant grant)
    {
        var now = shop.Time.GetUtcNow();
        var seconds = (long)(grant.Expires - now).TotalSeconds;
        var refreshSeconds = (long)(grant.RefreshExpires - now).TotalSeconds;
        return new JsonObject
        {
            ["access_token"] = grant.AccessToken,
            ["token_type"] = "Bearer",
            ["expires_in"] = seconds,
            ["expire_time"] = grant.Expires.ToUnixTimeMilliseconds(),
            ["refresh_token"] = grant.RefreshToken,
            ["re_expires_in"] = refreshSeconds,
            ["refresh_token_valid_time"] = grant.RefreshExpires.ToUnixTimeMilliseconds(),
            ["r1_expires_in"] = seconds,
            ["r2_expires_in"] = seconds,
            ["w1_expires_in"] = seconds,
            ["w2_expires_in"] = seconds,
            ["taobao_user_nick"] = Uri.EscapeDataString(grant.Account.Shop),
            ["taobao_open_uid"] = $"AAH{Seeds.Of(grant.Account.Shop):x16}",
        };
    }

    private static PlatformReply Error(CallOutcome why, string error) =>
        new(why, new JsonObject { ["error"] = error, ["error_description"] = error.Replace('_', ' ') })
        {
            Status = StatusCodes.Status400BadRequest,
        };
}
