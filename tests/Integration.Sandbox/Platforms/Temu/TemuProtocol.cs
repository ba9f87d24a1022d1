using System.Globalization;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Temu;

/// <summary>The gateway of Temu: <c>/openapi/router</c>, one JSON object, the call's name in <c>type</c>.</summary>
internal sealed class TemuProtocol : IPlatformProtocol
{
    private const string DataType = "data_type";
    private readonly PlatformShop _shop;
    private readonly Dictionary<string, CallEntry> _calls;

    public TemuProtocol(PlatformShop shop)
    {
        _shop = shop;
        var orders = new OrderCalls(shop, this);
        var logistics = new LogisticsCalls(shop, this);
        var goods = new LocalGoodsCalls(shop, this);
        var tokens = new TemuTokens(shop, this);
        _calls = new Dictionary<string, CallEntry>(StringComparer.Ordinal)
        {
            ["bg.order.list.v2.get"] = new(CallAccess.Shop, orders.List),
            ["bg.order.detail.v2.get"] = new(CallAccess.Shop, orders.Detail),
            ["bg.logistics.shipment.confirm"] = new(CallAccess.Shop, logistics.Confirm),
            ["bg.local.goods.list.query"] = new(CallAccess.Shop, goods.List),
            ["bg.open.accesstoken.info.get"] = new(CallAccess.Shop, tokens.Information),
            ["bg.open.accesstoken.create"] = new(CallAccess.Token, tokens.Create),
        };
    }

    public TimeSpan? MaxSkew => TimeSpan.FromSeconds(300);

    public bool NeedsTimestamp => true;

    public string? NameOf(PlatformRequest request) => request.Path == "/openapi/router" ? request["type"] ?? "" : null;

    public CallEntry? Find(string name) => _calls.GetValueOrDefault(name);

    public string? ApplicationOf(PlatformRequest request) => request["app_key"];

    public string? WrongSystemParameter(PlatformRequest request) =>
        request[DataType] is null or "JSON" ? null : DataType;

    public string? SignatureOf(PlatformRequest request) => request["sign"];

    public string? Sign(PlatformRequest request, string secret) => TemuSignature.Of(request.Parameters, secret);

    public bool HasTimestamp(PlatformRequest request) => request["timestamp"] is not null;

    // Seconds: milliseconds lie tens of thousands of years ahead.
    public DateTimeOffset? TimestampOf(PlatformRequest request) =>
        Fields.Number(request["timestamp"]) is { } seconds && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    public string? TokenOf(PlatformRequest request) => request["access_token"];

    public static PlatformReply Reply(JsonObject result) =>
        PlatformReply.Served(
            new JsonObject
            {
                ["success"] = true,
                ["errorCode"] = 1_000_000,
                ["errorMsg"] = "",
                ["result"] = result,
            }
        );

    /// <summary>A code that is wrong, spent or too old.</summary>
    public static PlatformReply InvalidCode =>
        Error(CallOutcome.RevokedToken, 110020002, "Invalid code, please check and try again.");

    public PlatformReply BadParameter(PlatformCall call, string parameter) =>
        Refuse(CallOutcome.BadParameter, new RefusalDetail(call.Name, call.Request) { Parameter = parameter });

    // The codes and their classes are facts; which of the other 3000xxx stands for what is the sandbox's choice.
    public PlatformReply Refuse(CallOutcome why, RefusalDetail detail) =>
        why switch
        {
            CallOutcome.UnknownCall => Error(why, 3000003, "type not exists"),
            CallOutcome.UnknownApplication => Error(why, 3000002, "app_key not exists"),
            CallOutcome.MissingSignature or CallOutcome.WrongSignature => Error(why, 3000001, "sign is invalid"),
            CallOutcome.MissingTimestamp => Error(why, 3000010, "timestamp is missing"),
            CallOutcome.WrongTimestamp => TimestampOf(detail.Request) > _shop.Time.GetUtcNow()
                ? Error(why, 3000011, "timestamp is ahead")
                : Error(why, 3000012, "timestamp is expired"),
            CallOutcome.MissingToken => Error(why, 3000030, "access_token is missing"),
            CallOutcome.UnknownToken => Error(why, 3000031, "access_token not exists"),
            CallOutcome.ForeignToken => Error(why, 3000033, "access_token is of another app"),
            CallOutcome.RevokedToken => Error(why, 5000000, "not authorised"),
            CallOutcome.ExpiredToken => Error(why, 3000034, "access_token is expired or refreshed"),
            CallOutcome.Throttled or CallOutcome.Punished => Error(why, 4000004, "request too frequently"),
            CallOutcome.Transient => Transient(detail),
            CallOutcome.Gone => Error(why, 140020002, "order not found"),
            CallOutcome.BadParameter => Error(why, 3000004, $"parameter is invalid: {detail.Parameter}"),
            _ => throw new ArgumentOutOfRangeException(nameof(why), why, "It is no refusal."),
        };

    private static PlatformReply Transient(RefusalDetail detail)
    {
        int[] codes = [2000000, 4000000, 7000000, 150010005];
        var code = codes[detail.Variant % codes.Length];
        return Error(CallOutcome.Transient, code, string.Create(CultureInfo.InvariantCulture, $"service error {code}"));
    }

    private static PlatformReply Error(CallOutcome why, int code, string message) =>
        new(
            why,
            new JsonObject
            {
                ["success"] = false,
                ["errorCode"] = code,
                ["errorMsg"] = message,
                ["result"] = null,
            }
        );
}
