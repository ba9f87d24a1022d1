using System.Globalization;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Alibaba1688;

/// <summary><c>system.oauth2/getToken</c> in its http form: numbers as text, and no refresh token where one was refreshed.</summary>
internal sealed class Alibaba1688Tokens(PlatformShop shop)
{
    public PlatformReply Token(PlatformCall call)
    {
        if (shop.FindAccount(call["client_id"], call["client_secret"]) is not { } account)
        {
            return Error(CallOutcome.UnknownApplication, "gw.APIACLDecline", "AppKey is not allowed(acl)");
        }

        switch (call["grant_type"])
        {
            case "authorization_code":
                return call["redirect_uri"] is not { } redirectUri
                        ? Error(CallOutcome.BadParameter, "gw.ParamMissing", "Parameter missing: redirect_uri")
                    : shop.Tokens.Redeem(call["code"], account, redirectUri) is { } issued
                        ? PlatformReply.Served(Grant(issued, withRefresh: call["need_refresh_token"] == "true"))
                    : Error(CallOutcome.RevokedToken, "401", "Code is invalid");
            case "refresh_token":
                return shop.Tokens.Refresh(call["refresh_token"], account) is { } refreshed
                    ? PlatformReply.Served(Grant(refreshed, withRefresh: false))
                    : Error(CallOutcome.RevokedToken, "401", "Refresh token is invalid");
            default:
                return Error(CallOutcome.BadParameter, "gw.ParamMissing", "Parameter missing: grant_type");
        }
    }

    private JsonObject Grant(TokenGrant grant, bool withRefresh)
    {
        var seconds = (long)(grant.Expires - shop.Time.GetUtcNow()).TotalSeconds;
        var content = new JsonObject
        {
            ["aliId"] = "8888888888",
            ["resource_owner"] = grant.Account.Shop,
            ["memberId"] = $"b2b-{grant.Account.Shop}",
            ["uid"] = "2000001",
            ["expires_in"] = seconds.ToString(CultureInfo.InvariantCulture),
            ["access_token"] = grant.AccessToken,
        };
        if (withRefresh)
        {
            content["refresh_token"] = grant.RefreshToken;
            content["refresh_token_timeout"] = ChinaTime.DigitText(grant.RefreshExpires);
        }

        return content;
    }

    private static PlatformReply Error(CallOutcome why, string code, string message) =>
        new(why, new JsonObject { ["error_code"] = code, ["error_message"] = message })
        {
            Status = StatusCodes.Status400BadRequest,
        };
}
