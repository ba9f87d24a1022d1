using Integration.AlibabaGateways;
using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Taobao;

/// <summary>What Taobao is, allows and limits.</summary>
internal static class TaobaoDeclaration
{
    public const string Platform = "taobao";
    public const string Affiliate = "affiliate";
    public const string CrossBorder = "cross_border";
    public const string Seller = "seller";
    public const string Currency = "CNY";
    public const string OwnLanguage = "zh";
    public const int MaxPageSize = 200;

    public const int MaxOrderPageSize = 100;

    // "Three months".
    private const int MaxOrderAgeDays = 90;

    // One of the two depths that the documents name; the other is 100,000.
    public const int MaxRows = 20_000;

    public static ConnectorDeclaration Of(TaobaoOptions options) =>
        new()
        {
            Platform = Platform,
            DisplayName = "Taobao, Tmall",
            BaseUrls = [options.TopUrl, options.CrossBorderUrl],
            TimeZoneId = AlibabaTime.ZoneId,
            AppKinds =
            [
                new(Affiliate, "other shops', promoted only", 20, NeedsToken: false, OwnLanguage)
                {
                    Currencies = [Currency],
                    ResolvesLinks = true,
                },
                new(CrossBorder, "other shops'", 1, NeedsToken: true, OwnLanguage, "en", "vi", "ru", "ko", "ja")
                {
                    Currencies = [Currency],
                },
                new(Seller, "the own shop's", 1, NeedsToken: true, OwnLanguage) { Currencies = [Currency] },
            ],
            List = new(MaxPageSize, FiltersByChange: true, MaxRows)
            {
                Tells = ["seller_code", "price", "stock", "image"],
            },
            Orders = options.Orders(MaxOrderPageSize) with
            {
                Windows = [new(OrderTime.Updated, (int)options.OrderWindow.TotalSeconds), new(OrderTime.Created)],
                MaxAgeDays = MaxOrderAgeDays,
                NewestFirst = true,
                Tells = ["total", "lines.price"],
            },
            Errors =
            [
                new("*", "isv.trade-not-exist*", FailureKind.Permanent, FailureReason.Gone),
                // Of share words: invalid or run out, not readable, leading nowhere, missing.
                new("*", "6", FailureKind.Permanent, FailureReason.InvalidRequest),
                new("*", "20010", FailureKind.Permanent, FailureReason.InvalidRequest),
                new("*", "20011", FailureKind.Permanent, FailureReason.InvalidRequest),
                new("*", "20012", FailureKind.Permanent, FailureReason.InvalidRequest),
                new("*", "isp.param-error", FailureKind.Permanent, FailureReason.InvalidRequest),
                // The cross-border interface's own word for it is not published; this is the gateway's manner of speaking.
                new("*ITEM*NOT_FOUND*", FailureKind.Permanent, FailureReason.Gone),
                .. IopErrors.Rules,
            ],
        };
}
