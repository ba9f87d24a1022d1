using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Pinduoduo;

/// <summary>What Pinduoduo is, allows and limits.</summary>
internal static class PinduoduoDeclaration
{
    public const string Platform = "pinduoduo";
    public const string Affiliate = "affiliate";
    public const string Seller = "seller";
    public const string Currency = "CNY";
    public const string OwnLanguage = "zh";
    public const int MaxPageSize = 100;
    private const int MaxChangeSeconds = 30 * 60;
    private const int MaxConclusionSeconds = 24 * 60 * 60;

    // "The last 3 months" are 89 days where one of them is February.
    private const int MaxOrderAgeDays = 89;

    public static ConnectorDeclaration Of(PinduoduoOptions options) =>
        new()
        {
            Platform = Platform,
            DisplayName = "Pinduoduo",
            BaseUrls = [options.GatewayUrl],
            TimeZoneId = "Asia/Shanghai",
            AppKinds =
            [
                new(Affiliate, "other shops', promoted only", 1, NeedsToken: false, OwnLanguage)
                {
                    Currencies = [Currency],
                    ResolvesLinks = true,
                },
                new(Seller, "the own shop's", 1, NeedsToken: true, OwnLanguage)
                {
                    Currencies = [Currency],
                    // One product a call, one variant a call.
                    Batches = new(Creates: 1, Updates: 1, StockUpdates: 1) { ChangesTitles = false },
                },
            ],
            List = new(MaxPageSize, FiltersByChange: false) { Tells = ["stock", "image"] },
            Orders = new(MaxPageSize)
            {
                Windows = [new(OrderTime.Updated, MaxChangeSeconds), new(OrderTime.Created, MaxConclusionSeconds)],
                MaxRows = options.MaxOrderRows,
                MaxAgeDays = MaxOrderAgeDays,
                NewestFirst = true,
                Tells = ["ship_by", "shipped_at", "total", "lines.price"],
                LagSeconds = (int)options.OrderLag.TotalSeconds,
                OverlapSeconds = (int)options.OrderOverlap.TotalSeconds,
            },
            Rates =
            [
                new(PinduoduoCalls.SellerList.Type, RateScope.Shop, 1000, TimeSpan.FromMinutes(1)),
                new(PinduoduoCalls.SellerDetail.Type, RateScope.Shop, 3000, TimeSpan.FromMinutes(1)),
                new(PinduoduoCalls.GoodsAdd.Type, RateScope.Shop, 20, TimeSpan.FromSeconds(1)),
                new(PinduoduoCalls.PriceUpdate.Type, RateScope.App, 100, TimeSpan.FromSeconds(1)),
                new(PinduoduoCalls.OrdersByChange.Type, RateScope.Shop, 3000, TimeSpan.FromMinutes(1)),
                new(PinduoduoCalls.OrdersByConclusion.Type, RateScope.Shop, 10_000, TimeSpan.FromMinutes(1)),
                new(PinduoduoCalls.OrderDetail.Type, RateScope.Shop, 30_000, TimeSpan.FromMinutes(1)),
            ],
            Errors = PinduoduoErrors.Rules,
        };
}
