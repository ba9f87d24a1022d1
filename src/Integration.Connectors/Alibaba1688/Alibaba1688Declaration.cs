using Integration.AlibabaGateways;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Alibaba1688;

/// <summary>What 1688 is, allows and limits.</summary>
internal static class Alibaba1688Declaration
{
    public const string Platform = "alibaba1688";
    public const string CrossBorder = "cross_border";
    public const string Seller = "seller";
    public const string Currency = "CNY";
    public const string OwnLanguage = "zh";
    public const int MaxPageSize = 20;

    /// <summary>What the gateway's and the product interface's codes mean.</summary>
    public static ErrorRule[] Rules { get; } =
    [
        new("gw.Qos*", FailureKind.Throttled, FailureReason.RateLimit),
        new("gw.*limit*", FailureKind.Throttled, FailureReason.RateLimit),
        new("gw.*frequency*", FailureKind.Throttled, FailureReason.RateLimit),
        new("gw.Signature*", FailureKind.Permanent, FailureReason.BadCredentials),
        new("gw.AppKeyMissing", FailureKind.Permanent, FailureReason.BadCredentials),
        new("gw.APIUnsupported", FailureKind.Permanent, FailureReason.InvalidRequest),
        new("gw.APIACLDecline", FailureKind.Permanent, FailureReason.NotAllowed),
        new("gw.ParamMissing", FailureKind.Permanent, FailureReason.InvalidRequest),
        new("401", FailureKind.Unauthorised, FailureReason.TokenExpired),
        new("SP0056", FailureKind.Permanent, FailureReason.Gone),
        // Of an order that cannot be placed as it is: 500_001 to 500_009.
        new("500_*", FailureKind.Permanent, FailureReason.InvalidRequest),
    ];

    public static ConnectorDeclaration Of(Alibaba1688Options options) =>
        new()
        {
            Platform = Platform,
            DisplayName = "1688",
            BaseUrls = [options.GatewayUrl],
            TimeZoneId = AlibabaTime.ZoneId,
            AppKinds =
            [
                new(CrossBorder, "other shops'", 1, NeedsToken: true, [OwnLanguage, .. options.Languages])
                {
                    // Configuration is added to the defaults and may name one again.
                    Currencies = [.. options.Currencies.Prepend(Currency).Distinct(StringComparer.Ordinal)],
                    Batches = new(Creates: 0, Updates: 0, StockUpdates: 0) { Orders = 1 },
                },
                new(Seller, "the own shop's", 1, NeedsToken: true, OwnLanguage) { Currencies = [Currency] },
            ],
            List = new(MaxPageSize, FiltersByChange: true) { Tells = ["image"] },
            Orders = options.Orders(MaxPageSize) with { Tells = ["total", "lines.price"] },
            Errors = Rules,
        };
}
