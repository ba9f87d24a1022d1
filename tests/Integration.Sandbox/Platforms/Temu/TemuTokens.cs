using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Temu;

/// <summary><c>bg.open.accesstoken.create</c> and <c>.info.get</c>: there is no refresh, the seller authorises again.</summary>
internal sealed class TemuTokens(PlatformShop shop, TemuProtocol gateway)
{
    private const long Mall = 634_418_000_000_001;
    private const int UnitedStates = 211;
    private const int LocalMall = 100;

    public PlatformReply Create(PlatformCall call) =>
        call["code"] is null ? gateway.BadParameter(call, "code")
        : shop.Tokens.Redeem(call["code"], call.Account!) is { } grant
            ? TemuProtocol.Reply(
                new JsonObject
                {
                    ["accessToken"] = grant.AccessToken,
                    ["mallId"] = Mall,
                    ["mallType"] = LocalMall,
                    ["regionId"] = UnitedStates,
                    ["expiredTime"] = grant.Expires.ToUnixTimeSeconds(),
                    ["apiScopeList"] = Wire.Texts(["bg.order.list.v2.get", "bg.order.detail.v2.get"]),
                    ["appSubscribeStatus"] = 0,
                }
            )
        : TemuProtocol.InvalidCode;

    public PlatformReply Information(PlatformCall call) =>
        TemuProtocol.Reply(
            new JsonObject
            {
                ["mallId"] = Mall,
                ["regionId"] = UnitedStates,
                ["apiScopeList"] = Wire.Texts(["bg.order.list.v2.get", "bg.order.detail.v2.get"]),
                ["expiredTime"] = shop.Time.GetUtcNow().Add(shop.Options.TokenLifetime).ToUnixTimeSeconds(),
                ["appSubscribeEventCodeList"] = Wire.Texts(["bg_order_status_change_event"]),
            }
        );
}
