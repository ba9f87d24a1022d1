using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Market;

/// <summary>What Market is, allows and limits.</summary>
internal static class MarketDeclaration
{
    public const string Platform = "market";
    public const string Currency = "CNY";
    public const string OwnLanguage = "zh";

    public static ConnectorDeclaration Of(MarketOptions options) =>
        new()
        {
            Platform = Platform,
            DisplayName = "Market",
            BaseUrls = [options.ApiUrl],
            TimeZoneId = "UTC",
            AppKinds =
            [
                new("seller", "the own shop's", 20, NeedsToken: true, OwnLanguage, "en")
                {
                    Currencies = [Currency],
                    Batches = new(Creates: 50, Updates: 50, StockUpdates: 100)
                    {
                        Orders = 20,
                        KnowsRepeats = true,
                        KnowsRepeatedOrders = true,
                    },
                },
            ],
            List = new(100, FiltersByChange: false),
            Rates = [new("*", RateScope.App, 1000, TimeSpan.FromSeconds(1))],
            Errors = MarketErrors.Rules,
        };
}
