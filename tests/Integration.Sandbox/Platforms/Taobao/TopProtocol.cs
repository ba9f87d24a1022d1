using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Taobao;

/// <summary>The TOP gateway: <c>/router/rest</c>; <c>/token</c> of its OAuth host, and the page there on which sellers agree.</summary>
internal sealed class TopProtocol : IPlatformProtocol
{
    private const string TokenCall = "oauth/token";
    private const string Authorise = "authorize";
    private const string VersionParameter = "v";
    private readonly PlatformShop _shop;
    private readonly Dictionary<string, CallEntry> _calls;

    public TopProtocol(PlatformShop shop)
    {
        _shop = shop;
        var affiliate = new AffiliateCalls(shop, this);
        var links = new AffiliateLinkCalls(shop, this);
        var items = new SellerItemCalls(shop, this);
        var trades = new TradeCalls(shop, this);
        _calls = new Dictionary<string, CallEntry>(StringComparer.Ordinal)
        {
            ["taobao.tbk.item.details.upgrade.get"] = new(CallAccess.Application, affiliate.Details),
            ["taobao.tbk.item.click.extract"] = new(CallAccess.Application, links.Extract),
            ["taobao.tbk.tpwd.parse"] = new(CallAccess.Application, links.Parse),
            ["taobao.items.onsale.get"] = new(CallAccess.Shop, items.OnSale),
            ["taobao.items.inventory.get"] = new(CallAccess.Shop, items.Inventory),
            ["taobao.item.seller.get"] = new(CallAccess.Shop, items.Detail),
            ["taobao.trades.sold.increment.get"] = new(CallAccess.Shop, trades.Changed),
            ["taobao.trades.sold.get"] = new(CallAccess.Shop, trades.Placed),
            ["taobao.trade.fullinfo.get"] = new(CallAccess.Shop, trades.Detail),
            [TokenCall] = new(CallAccess.Open, new TaobaoTokens(shop).Token),
            [Authorise] = new(CallAccess.Open, new AuthorisePage(shop).Agree),
        };
    }

    public TimeSpan? MaxSkew => TimeSpan.FromMinutes(10);

    public bool NeedsTimestamp => true;

    public string? NameOf(PlatformRequest request) =>
        request.Path switch
        {
            "/router/rest" => request["method"] ?? "",
            "/token" => TokenCall,
            $"/{Authorise}" => Authorise,
            _ => null,
        };

    public CallEntry? Find(string name) => _calls.GetValueOrDefault(name);

    public string? ApplicationOf(PlatformRequest request) => request["app_key"];

    public string? WrongSystemParameter(PlatformRequest request) => request["v"] is "2.0" ? null : VersionParameter;

    public string? SignatureOf(PlatformRequest request) => request["sign"];

    public string? Sign(PlatformRequest request, string secret) =>
        TopSignature.Of(request["sign_method"], request.Parameters, secret);

    public bool HasTimestamp(PlatformRequest request) => request["timestamp"] is not null;

    public DateTimeOffset? TimestampOf(PlatformRequest request) => ChinaTime.Parse(request["timestamp"]);

    public string? TokenOf(PlatformRequest request) => request["session"];

    /// <summary>An answer: <c>{root:{…,request_id}}</c>, the root being the call's name without <c>taobao.</c>.</summary>
    public PlatformReply Reply(PlatformCall call, JsonObject content, CallOutcome outcome = CallOutcome.Served)
    {
        const string prefix = "taobao.";
        var name = call.Name.StartsWith(prefix, StringComparison.Ordinal) ? call.Name[prefix.Length..] : call.Name;
        content["request_id"] = _shop.NewRequestId();
        JsonNode body = new JsonObject { [name.Replace('.', '_') + "_response"] = content };
        var isXml = IsXml(call.Request);
        if (!isXml && string.Equals(call["simplify"], "true", StringComparison.Ordinal))
        {
            body = Wire.Simplified(body);
        }

        return new PlatformReply(outcome, body) { IsXml = isXml };
    }

    /// <summary>A parameter is missing or wrong.</summary>
    public PlatformReply BadParameter(PlatformCall call, string parameter) =>
        Refuse(CallOutcome.BadParameter, new RefusalDetail(call.Name, call.Request) { Parameter = parameter });

    /// <summary>A call that the service behind the gateway refuses by a code of its own.</summary>
    public PlatformReply Failed(PlatformCall call, string subCode, string subMessage) =>
        Error(
            CallOutcome.Gone,
            new RefusalDetail(call.Name, call.Request),
            15,
            "Remote service error",
            subCode,
            subMessage
        );

    // Codes 7, 15, 26, 27, 29, 50 and 530 with their sub codes are facts; 21, 22, 24, 25, 30, 31 and 33 are TOP's general list.
    public PlatformReply Refuse(CallOutcome why, RefusalDetail detail) =>
        why switch
        {
            CallOutcome.UnknownCall when detail.Call.Length == 0 => Error(why, detail, 21, "Missing Method"),
            CallOutcome.UnknownCall => Error(why, detail, 22, "Invalid Method"),
            CallOutcome.UnknownApplication => Error(why, detail, 29, "Invalid app Key", "isv.appkey-not-exists"),
            CallOutcome.MissingSignature => Error(why, detail, 24, "Missing Signature"),
            CallOutcome.WrongSignature => Error(why, detail, 25, "Invalid signature"),
            CallOutcome.MissingTimestamp => Error(why, detail, 30, "Missing Timestamp"),
            CallOutcome.WrongTimestamp => Error(why, detail, 31, "Invalid Timestamp"),
            CallOutcome.MissingToken => Error(why, detail, 26, "Missing session"),
            CallOutcome.UnknownToken => Error(why, detail, 27, "Invalid session", "session-not-exist"),
            CallOutcome.ForeignToken => Error(why, detail, 27, "Invalid session", "sessionkey-not-generated-by-server"),
            CallOutcome.RevokedToken or CallOutcome.ExpiredToken => Error(
                why,
                detail,
                27,
                "Invalid session",
                "invalid-sessionkey"
            ),
            CallOutcome.Throttled or CallOutcome.Punished => Error(
                why,
                detail,
                7,
                "App Call Limited",
                "accesscontrol.limited-by-api-access-count",
                $"This ban will last for {detail.Seconds} more seconds"
            ),
            CallOutcome.Transient => Error(
                why,
                detail,
                ((int[])[15, 50, 530])[detail.Variant % 3],
                "Remote service error",
                "isp.top-remote-connection-timeout",
                "连接远程服务超时"
            ),
            CallOutcome.Gone => Error(why, detail, 50, "Remote service error", "isv.trade-not-exist", "交易订单不存在"),
            CallOutcome.BadParameter when detail.Parameter is VersionParameter => Error(
                why,
                detail,
                33,
                "Invalid Version"
            ),
            CallOutcome.BadParameter => Error(
                why,
                detail,
                50,
                "Remote service error",
                "isv.invalid-parameter",
                $"非法参数: {detail.Parameter}"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(why), why, "It is no refusal."),
        };

    private PlatformReply Error(
        CallOutcome why,
        RefusalDetail detail,
        int code,
        string message,
        string? subCode = null,
        string? subMessage = null
    )
    {
        var error = new JsonObject { ["code"] = code, ["msg"] = message };
        if (subCode is not null)
        {
            error["sub_code"] = subCode;
        }

        if (subMessage is not null)
        {
            error["sub_msg"] = subMessage;
        }

        error["request_id"] = _shop.NewRequestId();
        return new PlatformReply(why, new JsonObject { ["error_response"] = error }) { IsXml = IsXml(detail.Request) };
    }

    private static bool IsXml(PlatformRequest request) =>
        string.Equals(request.Path, "/router/rest", StringComparison.Ordinal)
        && !string.Equals(request["format"], "json", StringComparison.Ordinal);
}
