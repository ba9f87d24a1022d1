using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Temu;

/// <summary>What Temu is, allows and limits.</summary>
internal static class TemuDeclaration
{
    public const string Platform = "temu";
    public const string Us = "us";
    public const string Eu = "eu";
    public const string Global = "global";
    public const int MaxPageSize = 100;

    // One source says so, and no official text; at 100 a page it is our own default.
    private const int MaxOrderPages = 100;
    private const string OwnShop = "the own shop's";
    private const int GoodsListsPerSecond = 20;

    public static ConnectorDeclaration Of(TemuOptions options) =>
        new()
        {
            Platform = Platform,
            DisplayName = "Temu",
            BaseUrls = [options.UsUrl, options.EuUrl, options.GlobalUrl],
            // All its times are Unix time.
            TimeZoneId = "UTC",
            AppKinds =
            [
                new(Us, OwnShop, 1, NeedsToken: true),
                new(Eu, OwnShop, 1, NeedsToken: true),
                new(Global, OwnShop, 1, NeedsToken: true),
            ],
            List = new(MaxPageSize, FiltersByChange: false) { Tells = ["seller_code", "price", "stock", "image"] },
            Orders = options.Orders(MaxPageSize) with
            {
                NewestFirst = true,
                Tells = ["ship_by"],
                MaxRows = Math.Min(options.MaxOrderRows, MaxOrderPages * MaxPageSize),
            },
            Rates =
            [
                new("*", RateScope.App, options.CallsPerSecond, TimeSpan.FromSeconds(1)),
                new(TemuCalls.GoodsList, RateScope.App, GoodsListsPerSecond, TimeSpan.FromSeconds(1)),
            ],
            Errors = TemuErrors.Rules,
        };
}
