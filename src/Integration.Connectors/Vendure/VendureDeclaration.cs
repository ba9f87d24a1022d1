using Integration.Catalogue;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Vendure;

/// <summary>What Vendure is, allows and limits.</summary>
internal static class VendureDeclaration
{
    public const string Platform = "vendure";
    public const string Shop = "shop";
    private const string OwnShop = "the own shop's";
    private const int ProductsPerPage = 100;

    public static ConnectorDeclaration Of(VendureOptions options) =>
        new()
        {
            Platform = Platform,
            DisplayName = "Vendure",
            BaseUrls = [.. options.Urls.Select(static entry => entry.Url)],
            TimeZoneId = "UTC",
            AppKinds =
            [
                .. options
                    .MoreShops.Keys.Order(StringComparer.Ordinal)
                    .Prepend(Shop)
                    .Select(static name => new AppKind(name, OwnShop, 1, NeedsToken: true)),
            ],
            // A price or a stock level that changes does not change its product's time.
            List = new(ProductsPerPage, FiltersByChange: false) { Tells = ["seller_code", "price", "stock", "image"] },
            Orders = new(options.OrdersPerPage)
            {
                Windows = [new(OrderTime.Updated), new(OrderTime.Created)],
                NewestFirst = true,
                LagSeconds = (int)options.OrderLag.TotalSeconds,
                OverlapSeconds = (int)options.OrderOverlap.TotalSeconds,
                ListsPackages = true,
                Tells = ["total", "lines.price"],
            },
            Errors = VendureErrors.Rules,
        };
}
