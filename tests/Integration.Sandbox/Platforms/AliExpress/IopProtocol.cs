using System.Globalization;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.AliExpress;

/// <summary>What the IOP gateways share: system parameters, signature, words of refusals, token calls.</summary>
internal abstract class IopProtocol(PlatformShop shop) : IPlatformProtocol
{
    private readonly Dictionary<string, CallEntry> _calls = new(StringComparer.Ordinal);

    /// <summary>7200 seconds.</summary>
    public TimeSpan? MaxSkew => TimeSpan.FromSeconds(7200);

    public bool NeedsTimestamp => true;

    public abstract string? NameOf(PlatformRequest request);

    public CallEntry? Find(string name) => _calls.GetValueOrDefault(name);

    public string? ApplicationOf(PlatformRequest request) => request["app_key"];

    public string? SignatureOf(PlatformRequest request) => request["sign"];

    public string? Sign(PlatformRequest request, string secret) =>
        string.Equals(request["sign_method"], "sha256", StringComparison.Ordinal)
            ? IopSignature.Of(RestPathOf(request), request.Parameters, secret)
            : null;

    public bool HasTimestamp(PlatformRequest request) => request["timestamp"] is not null;

    // Milliseconds, or 2017-11-11T12:00:00Z.
    public DateTimeOffset? TimestampOf(PlatformRequest request)
    {
        var text = request["timestamp"];
        if (
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        )
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        }

        return DateTimeOffset.TryParseExact(
            text,
            "yyyy-MM-dd'T'HH:mm:ss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant
        )
            ? instant
            : null;
    }

    // The documents say access_token, the official PHP SDK sends session.
    public string? TokenOf(PlatformRequest request) => request["access_token"] ?? request["session"];

    // IncompleteSignature, IllegalAccessToken, InvalidAccessToken, InvalidApiPath and ApiCallLimits are facts; the codes for a
    // wrong key and timestamp are the sandbox's choice.
    public PlatformReply Refuse(CallOutcome why, RefusalDetail detail) =>
        why switch
        {
            CallOutcome.UnknownCall => Error(why, "InvalidApiPath", "The specified api path is invalid"),
            CallOutcome.UnknownApplication => Error(why, "InvalidAppKey", "The specified app key is invalid"),
            CallOutcome.MissingSignature or CallOutcome.WrongSignature => Error(
                why,
                "IncompleteSignature",
                "The request signature does not conform to platform standards"
            ),
            CallOutcome.MissingTimestamp or CallOutcome.WrongTimestamp => Error(
                why,
                "IllegalTimestamp",
                "The specified timestamp is invalid"
            ),
            CallOutcome.ForeignToken or CallOutcome.RevokedToken => Error(
                why,
                "InvalidAccessToken",
                "The specified access token is invalid"
            ),
            CallOutcome.MissingToken or CallOutcome.UnknownToken or CallOutcome.ExpiredToken => Error(
                why,
                "IllegalAccessToken",
                "The specified access token is invalid or expired"
            ),
            CallOutcome.Throttled when detail.Variant % 2 == 1 => OldError(
                why,
                7,
                "App Call Limited",
                "accesscontrol.limited-by-api-access-count",
                $"This ban will last for {detail.Seconds} more seconds"
            ),
            CallOutcome.Throttled or CallOutcome.Punished => Error(
                why,
                "ApiCallLimits",
                $"Api access frequency exceeds the limit. this ban will last {detail.Seconds} seconds"
            ),
            CallOutcome.Transient => Transient(why, detail),
            CallOutcome.BadParameter => OldError(
                why,
                15,
                "Remote service error",
                "isv.invalid-parameter",
                $"Invalid parameter: {detail.Parameter}"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(why), why, "It is no refusal."),
        };

    protected static string? RestPathOf(PlatformRequest request)
    {
        const string rest = "/rest";
        return request.Path.StartsWith(rest + "/", StringComparison.Ordinal) ? request.Path[rest.Length..] : null;
    }

    protected void Add(string name, CallEntry entry) => _calls.Add(name, entry);

    protected void AddTokenCalls()
    {
        Add("/auth/token/create", new CallEntry(CallAccess.Token, Create));
        Add("/auth/token/security/create", new CallEntry(CallAccess.Token, Create));
        Add("/auth/token/refresh", new CallEntry(CallAccess.Token, Refresh));
    }

    /// <summary>A parameter is missing or wrong.</summary>
    protected internal PlatformReply BadParameter(PlatformCall call, string parameter) =>
        Refuse(CallOutcome.BadParameter, new RefusalDetail(call.Name, call.Request) { Parameter = parameter });

    /// <summary>The root of an answer, <c>aliexpress_ds_product_get_response</c>.</summary>
    protected static string RootOf(string call) =>
        call.TrimStart('/').Replace('.', '_').Replace('/', '_') + "_response";

    private PlatformReply Create(PlatformCall call) =>
        shop.Tokens.Redeem(call["code"], call.Account!) is { } grant
            ? PlatformReply.Served(Grant(grant))
            : Error(CallOutcome.RevokedToken, "InvalidCode", "The specified code is invalid or expired");

    private PlatformReply Refresh(PlatformCall call) =>
        shop.Tokens.Refresh(call["refresh_token"], call.Account!) is { } grant
            ? PlatformReply.Served(Grant(grant))
            : Error(
                CallOutcome.RevokedToken,
                "IllegalRefreshToken",
                "The specified refresh token is invalid or expired"
            );

    private JsonObject Grant(TokenGrant grant)
    {
        var now = shop.Time.GetUtcNow();
        return new JsonObject
        {
            ["access_token"] = grant.AccessToken,
            ["refresh_token"] = grant.RefreshToken,
            ["expires_in"] = (long)(grant.Expires - now).TotalSeconds,
            ["refresh_expires_in"] = (long)(grant.RefreshExpires - now).TotalSeconds,
            ["expire_time"] = grant.Expires.ToUnixTimeMilliseconds(),
            ["refresh_token_valid_time"] = grant.RefreshExpires.ToUnixTimeMilliseconds(),
            ["user_id"] = "2000001",
            ["seller_id"] = "2000001",
            ["havana_id"] = "17000001",
            ["user_nick"] = grant.Account.Shop,
            ["account"] = $"{grant.Account.Shop}@sandbox.test",
            ["account_platform"] = "seller_center",
            ["locale"] = "zh_CN",
            ["sp"] = "ae",
            ["code"] = "0",
            ["request_id"] = shop.NewRequestId(),
        };
    }

    // TOP's shape from the same host; every other time it stands inside the call's root, as one client saw it.
    private PlatformReply Transient(CallOutcome why, RefusalDetail detail)
    {
        var reply = OldError(
            why,
            15,
            "Remote service error",
            "isp.top-remote-connection-timeout",
            "Remote connection timeout"
        );
        return detail.Variant % 2 == 0
            ? reply
            : reply with
            {
                Body = new JsonObject { [RootOf(detail.Call)] = reply.Body },
            };
    }

    private PlatformReply Error(CallOutcome why, string code, string message) =>
        new(
            why,
            new JsonObject
            {
                ["type"] = "ISV",
                ["code"] = code,
                ["message"] = message,
                ["request_id"] = shop.NewRequestId(),
            }
        );

    private PlatformReply OldError(CallOutcome why, int code, string message, string subCode, string subMessage) =>
        new(
            why,
            new JsonObject
            {
                ["error_response"] = new JsonObject
                {
                    ["code"] = code,
                    ["msg"] = message,
                    ["sub_code"] = subCode,
                    ["sub_msg"] = subMessage,
                    ["request_id"] = shop.NewRequestId(),
                },
            }
        );
}
