using System.Globalization;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>The gateway of Pinduoduo: <c>/api/router</c>, form or JSON, the call's name in <c>type</c>; and the page on which sellers agree.</summary>
internal sealed class PinduoduoProtocol : IPlatformProtocol
{
    private const string Authorise = "service-market/auth";
    private const string DataTypeParameter = "data_type";
    private readonly PlatformShop _shop;
    private readonly Dictionary<string, CallEntry> _calls;

    public PinduoduoProtocol(PlatformShop shop)
    {
        _shop = shop;
        var goods = new GoodsCalls(shop, this);
        var writes = new GoodsWriteCalls(shop, this);
        var orders = new OrderCalls(shop, this);
        var logistics = new LogisticsCalls(shop, this);
        var affiliate = new DdkCalls(shop, this);
        var tokens = new PinduoduoTokens(shop, this);
        _calls = new Dictionary<string, CallEntry>(StringComparer.Ordinal)
        {
            ["pdd.goods.list.get"] = new(CallAccess.Shop, goods.List),
            ["pdd.goods.detail.get"] = new(CallAccess.Shop, goods.Detail),
            ["pdd.goods.add"] = new(CallAccess.Shop, writes.Add),
            ["pdd.goods.quantity.update"] = new(CallAccess.Shop, writes.UpdateQuantity),
            ["pdd.goods.sku.price.update"] = new(CallAccess.Shop, writes.UpdatePrices),
            ["pdd.order.number.list.increment.get"] = new(CallAccess.Shop, orders.ListByChange),
            ["pdd.order.list.get"] = new(CallAccess.Shop, orders.ListByConclusion),
            ["pdd.order.information.get"] = new(CallAccess.Shop, orders.Detail),
            ["pdd.logistics.online.send"] = new(CallAccess.Shop, logistics.Send),
            ["pdd.ddk.goods.search"] = new(CallAccess.Application, affiliate.Search),
            ["pdd.ddk.goods.detail"] = new(CallAccess.Application, affiliate.Detail),
            ["pdd.ddk.url.short.parse"] = new(CallAccess.Application, affiliate.Parse),
            ["pdd.pop.auth.token.create"] = new(CallAccess.Token, tokens.Create),
            ["pdd.pop.auth.token.refresh"] = new(CallAccess.Token, tokens.Refresh),
            [Authorise] = new(CallAccess.Open, new AuthorisePage(shop).Agree),
        };
    }

    public TimeSpan? MaxSkew => TimeSpan.FromMinutes(10);

    public bool NeedsTimestamp => true;

    public string? NameOf(PlatformRequest request) =>
        request.Path switch
        {
            "/api/router" => request["type"] ?? "",
            $"/{Authorise}" => Authorise,
            _ => null,
        };

    public CallEntry? Find(string name) => _calls.GetValueOrDefault(name);

    public string? ApplicationOf(PlatformRequest request) => request["client_id"];

    public string? WrongSystemParameter(PlatformRequest request) =>
        request["data_type"] is null or "JSON" ? null : DataTypeParameter;

    public string? SignatureOf(PlatformRequest request) => request["sign"];

    public string? Sign(PlatformRequest request, string secret) => PinduoduoSignature.Of(request.Parameters, secret);

    public bool HasTimestamp(PlatformRequest request) => request["timestamp"] is not null;

    // Seconds: milliseconds lie tens of thousands of years ahead.
    public DateTimeOffset? TimestampOf(PlatformRequest request) =>
        long.TryParse(request["timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    public string? TokenOf(PlatformRequest request) => request["access_token"];

    public PlatformReply Reply(string root, JsonObject content, CallOutcome outcome = CallOutcome.Served)
    {
        content["request_id"] = _shop.NewRequestId();
        return new PlatformReply(outcome, new JsonObject { [root] = content });
    }

    /// <summary>An answer without a key around it.</summary>
    public PlatformReply Bare(JsonObject content)
    {
        content["request_id"] = _shop.NewRequestId();
        return PlatformReply.Served(content);
    }

    public PlatformReply BadParameter(PlatformCall call, string parameter) =>
        Refuse(CallOutcome.BadParameter, new RefusalDetail(call.Name, call.Request) { Parameter = parameter });

    // The codes and their classes are facts; which permanent code stands for a missing field is the sandbox's choice, 10001 with
    // the field's name in the official example.
    public PlatformReply Refuse(CallOutcome why, RefusalDetail detail) =>
        why switch
        {
            CallOutcome.UnknownCall when detail.Call.Length == 0 => Error(why, 10001, "公共参数错误:type"),
            CallOutcome.UnknownCall => Error(why, 10017, "type不正确"),
            CallOutcome.UnknownApplication => Error(why, 10016, "client下线或者clientId不正确"),
            CallOutcome.MissingSignature => Error(why, 10001, "公共参数错误:sign"),
            CallOutcome.WrongSignature => Error(why, 20004, "签名sign校验失败"),
            CallOutcome.MissingTimestamp or CallOutcome.WrongTimestamp => Error(why, 10001, "公共参数错误:timestamp"),
            CallOutcome.MissingToken => Error(why, 10001, "公共参数错误:access_token"),
            CallOutcome.UnknownToken or CallOutcome.ForeignToken => Error(why, 20032, "access_token或client_id错误"),
            CallOutcome.RevokedToken => Error(why, 10014, "授权已取消"),
            CallOutcome.ExpiredToken => Error(why, detail.Variant % 2 == 0 ? 10035 : 10019, "access_token已过期"),
            CallOutcome.Punished => Error(why, 70031, "调用过于频繁，请调整调用频率"),
            CallOutcome.Throttled => detail.Variant % 2 == 0
                ? Error(why, 52101, "当前接口被限流，请稍后重试")
                : Error(why, 70031, "调用过于频繁，请调整调用频率"),
            CallOutcome.Transient => Transient(detail),
            CallOutcome.BadParameter when detail.Parameter is DataTypeParameter => Error(
                why,
                10001,
                "公共参数错误:data_type"
            ),
            CallOutcome.BadParameter => Error(
                why,
                50001,
                "业务服务错误",
                "isv.invalid-parameter",
                $"参数错误:{detail.Parameter}"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(why), why, "It is no refusal."),
        };

    private PlatformReply Transient(RefusalDetail detail)
    {
        int[] codes = [50000, 50002, 52001, 52002, 52102, 52103, 70033, 50001];
        var code = codes[detail.Variant % codes.Length];
        return code == 50001
            ? Error(CallOutcome.Transient, code, "业务服务错误", "isv.goods-service-error", "商品服务异常")
            : Error(CallOutcome.Transient, code, "系统内部错误");
    }

    private PlatformReply Error(
        CallOutcome why,
        int code,
        string message,
        string? subCode = null,
        string subMessage = ""
    ) =>
        new(
            why,
            new JsonObject
            {
                ["error_response"] = new JsonObject
                {
                    ["error_code"] = code,
                    ["error_msg"] = message,
                    ["sub_code"] = subCode,
                    ["sub_msg"] = subMessage,
                    ["request_id"] = _shop.NewRequestId(),
                },
            }
        );
}
