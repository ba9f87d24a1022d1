using System.Globalization;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Alibaba1688;

/// <summary>The gateway of 1688: <c>/openapi/{protocol}/{version}/{namespace}/{name}/{appKey}</c>. Calls are named <c>namespace/name</c>.</summary>
internal sealed class Alibaba1688Protocol : IPlatformProtocol
{
    private const string Root = "/openapi/";
    private const string Authorise = "oauth/authorize";
    private const string TokenCall = "system.oauth2/getToken";
    private readonly Dictionary<string, CallEntry> _calls;

    public Alibaba1688Protocol(PlatformShop shop)
    {
        var offers = new OfferCalls(shop, this);
        var orders = new OrderCalls(shop, this);
        var purchases = new PurchaseCalls(shop, this);
        _calls = new Dictionary<string, CallEntry>(StringComparer.Ordinal)
        {
            ["system/currentTime"] = new(
                CallAccess.Application,
                _ => PlatformReply.Served(new JsonObject { ["result"] = ChinaTime.DigitText(shop.Time.GetUtcNow()) })
            ),
            ["com.alibaba.fenxiao.crossborder/product.search.queryProductDetail"] = new(
                CallAccess.Shop,
                offers.CrossBorderDetail
            ),
            ["com.alibaba.product/alibaba.product.list.get"] = new(CallAccess.Shop, offers.List),
            ["com.alibaba.product/alibaba.product.get"] = new(CallAccess.Shop, offers.Detail),
            ["com.alibaba.trade/alibaba.trade.getSellerOrderList"] = new(CallAccess.Shop, orders.List),
            ["com.alibaba.trade/alibaba.trade.get.sellerView"] = new(CallAccess.Shop, orders.Detail),
            ["com.alibaba.trade/alibaba.trade.fastCreateOrder"] = new(CallAccess.Shop, purchases.Create),
            ["com.alibaba.trade/alibaba.trade.getBuyerOrderList"] = new(CallAccess.Shop, purchases.List),
            [TokenCall] = new(CallAccess.Open, new Alibaba1688Tokens(shop).Token),
            [Authorise] = new(CallAccess.Open, new AuthorisePage(shop).Agree),
        };
    }

    // The facts name none.
    public TimeSpan? MaxSkew => null;

    public bool NeedsTimestamp => false;

    public string? NameOf(PlatformRequest request)
    {
        if (string.Equals(request.Path, $"/{Authorise}", StringComparison.Ordinal))
        {
            return Authorise;
        }

        if (!request.Path.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        // The http form signs nothing and serves tokens only; everything else must be signed.
        var parts = PartsOf(request);
        var name = parts.Length < 4 ? "" : $"{parts[2]}/{parts[3]}";
        var isTokenCall = string.Equals(name, TokenCall, StringComparison.Ordinal);
        var isKnown = parts is ["http" or "param2", "1", ..] && isTokenCall == (parts[0] is "http");
        return isKnown ? name : $"{string.Join('/', parts)}?";
    }

    public CallEntry? Find(string name) => _calls.GetValueOrDefault(name);

    public string? ApplicationOf(PlatformRequest request) => PartsOf(request) is [_, _, _, _, var key] ? key : null;

    public string? SignatureOf(PlatformRequest request) => request["_aop_signature"];

    public string? Sign(PlatformRequest request, string secret) =>
        Alibaba1688Signature.Of(request.Path[Root.Length..], request.Parameters, secret);

    public bool HasTimestamp(PlatformRequest request) => request["_aop_timestamp"] is not null;

    public DateTimeOffset? TimestampOf(PlatformRequest request) =>
        long.TryParse(request["_aop_timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    public string? TokenOf(PlatformRequest request) => request["access_token"];

    public PlatformReply Missing(PlatformCall call, string parameter) =>
        Refuse(CallOutcome.BadParameter, new RefusalDetail(call.Name, call.Request) { Parameter = parameter });

    // gw.TimestampInvalid and gw.ServiceUnavailable are the sandbox's choice; the other codes are facts. HTTP 400 is the only
    // status that was seen; what passes by itself comes as 503, since the facts have no code for it.
    public PlatformReply Refuse(CallOutcome why, RefusalDetail detail) =>
        why switch
        {
            CallOutcome.UnknownCall => Error(why, "gw.APIUnsupported", "The request API is unsupported"),
            CallOutcome.UnknownApplication when ApplicationOf(detail.Request) is null => Error(
                why,
                "gw.AppKeyMissing",
                "AppKey is missing"
            ),
            CallOutcome.UnknownApplication => Error(why, "gw.APIACLDecline", "AppKey is not allowed(acl)"),
            CallOutcome.MissingSignature => Error(why, "gw.SignatureMissing", "Request signature missing"),
            CallOutcome.WrongSignature => Error(why, "gw.SignatureInvalid", "Request signature invalid"),
            CallOutcome.MissingTimestamp or CallOutcome.WrongTimestamp => Error(
                why,
                "gw.TimestampInvalid",
                "Request timestamp invalid"
            ),
            CallOutcome.MissingToken
            or CallOutcome.UnknownToken
            or CallOutcome.ForeignToken
            or CallOutcome.RevokedToken
            or CallOutcome.ExpiredToken => Error(why, "401", "Request need user authorized"),
            CallOutcome.Throttled or CallOutcome.Punished => Error(
                why,
                "gw.QosAppFrequencyLimit",
                "App call frequency limit"
            ),
            CallOutcome.Transient => Error(why, "gw.ServiceUnavailable", "Service unavailable") with
            {
                Status = StatusCodes.Status503ServiceUnavailable,
            },
            CallOutcome.BadParameter => Error(why, "gw.ParamMissing", $"Parameter missing: {detail.Parameter}"),
            _ => throw new ArgumentOutOfRangeException(nameof(why), why, "It is no refusal."),
        };

    private static PlatformReply Error(CallOutcome why, string code, string message) =>
        new(why, new JsonObject { ["error_code"] = code, ["error_message"] = message })
        {
            Status = StatusCodes.Status400BadRequest,
        };

    private static string[] PartsOf(PlatformRequest request) =>
        request.Path.StartsWith(Root, StringComparison.Ordinal)
            ? request.Path[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries)
            : [];
}
