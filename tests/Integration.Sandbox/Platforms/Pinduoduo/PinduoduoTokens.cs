using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary><c>pdd.pop.auth.token.create</c> and <c>.refresh</c>: a refresh does not lengthen the authorisation and ends older tokens at once.</summary>
internal sealed class PinduoduoTokens(PlatformShop shop, PinduoduoProtocol gateway)
{
    public PlatformReply Create(PlatformCall call) =>
        call["code"] is null ? gateway.BadParameter(call, "code")
        : shop.Tokens.Redeem(call["code"], call.Account!) is { } grant
            ? gateway.Reply("pop_auth_token_create_response", Content(call, grant))
        : Cancelled(call);

    public PlatformReply Refresh(PlatformCall call) =>
        call["refresh_token"] is null ? gateway.BadParameter(call, "refresh_token")
        : shop.Tokens.Refresh(call["refresh_token"], call.Account!) is { } grant
            ? gateway.Reply("pop_auth_token_refresh_response", Content(call, grant))
        : Cancelled(call);

    private PlatformReply Cancelled(PlatformCall call) =>
        gateway.Refuse(CallOutcome.RevokedToken, new RefusalDetail(call.Name, call.Request));

    private JsonObject Content(PlatformCall call, TokenGrant grant) =>
        new()
        {
            ["access_token"] = grant.AccessToken,
            ["refresh_token"] = grant.RefreshToken,
            ["expires_in"] = (long)(grant.Expires - shop.Time.GetUtcNow()).TotalSeconds,
            ["expires_at"] = grant.Expires.ToUnixTimeSeconds(),
            ["refresh_token_expires_at"] = grant.RefreshExpires.ToUnixTimeSeconds(),
            ["owner_id"] = "888888",
            ["owner_name"] = call.Account!.Shop,
            ["scope"] = Wire.Texts(["pdd.goods.list.get", "pdd.goods.detail.get", "pdd.goods.add"]),
        };
}
