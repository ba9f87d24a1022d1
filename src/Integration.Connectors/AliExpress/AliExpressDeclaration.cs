using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.AliExpress;

/// <summary>What AliExpress is, allows and limits.</summary>
internal static class AliExpressDeclaration
{
    public const string Platform = "aliexpress";
    public const string Dropshipper = "dropshipper";
    public const string DetailCall = "aliexpress.ds.product.get";
    public const string ListCall = "aliexpress.solution.product.list.get";

    // The documents say "less than 100".
    public const int MaxPageSize = 99;
    public const int MaxOrderPageSize = 50;

    public static ConnectorDeclaration Of(AliExpressOptions options) =>
        new()
        {
            Platform = Platform,
            DisplayName = "AliExpress",
            BaseUrls = [options.SyncUrl, options.RestUrl],
            TimeZoneId = options.TimeZoneId,
            AppKinds = [new(Dropshipper, "other shops'", 1, NeedsToken: true) { SellsByCountry = true }],
            List = new(MaxPageSize, FiltersByChange: false),
            Orders = options.Orders(MaxOrderPageSize) with { Tells = ["total"] },
            Rates = [new(DetailCall, RateScope.App, 500, TimeSpan.FromSeconds(1))],
            Errors = AliExpressErrors.Rules,
        };
}
