using Integration.Catalogue;
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
                },
                new(Seller, "the own shop's", 1, NeedsToken: true, OwnLanguage) { Currencies = [Currency] },
            ],
            List = new(MaxPageSize, FiltersByChange: false),
            Rates =
            [
                new(PinduoduoCalls.SellerList.Type, RateScope.Shop, 1000, TimeSpan.FromMinutes(1)),
                new(PinduoduoCalls.SellerDetail.Type, RateScope.Shop, 3000, TimeSpan.FromMinutes(1)),
            ],
            Errors = PinduoduoErrors.Rules,
        };
}
