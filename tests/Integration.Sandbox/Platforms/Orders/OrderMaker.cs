namespace Integration.Sandbox.Platforms.Orders;

/// <summary>Makes the order of an index; the same seed makes the same order.</summary>
internal sealed class OrderMaker(PlatformKind kind, PlatformOptions options, Catalogue catalogue)
{
    private const int MostLines = 3;
    private static readonly TimeSpan ToShip = TimeSpan.FromDays(2);
    private readonly CatalogueProduct[] _products = [.. catalogue.Products];

    private string Language => kind is PlatformKind.Temu or PlatformKind.AliExpress ? "en" : "zh";

    /// <summary>The order of an index, as it is when it is placed.</summary>
    public ShopOrder Make(int index, DateTimeOffset placed)
    {
        var lines = 1 + Below(MostLines, index, 0);
        return new ShopOrder
        {
            Number = OrderNumbers.Order(kind, index),
            Index = index,
            Created = placed,
            Updated = placed,
            ShipBy = placed + ToShip,
            Status = Below(4, index, 1) == 0 ? ShopOrderStatus.Pending : ShopOrderStatus.ToShip,
            Lines = [.. Enumerable.Range(0, lines).Select(line => Line(index, line))],
            IsUrgent = Below(5, index, 2) == 0,
        };
    }

    /// <summary>A number below the limit that follows from seed and parts.</summary>
    public int Below(int limit, int index, int part) =>
        (int)(Seeds.Mix(options.Seed ^ Seeds.Of("orders"), index, part) % (ulong)limit);

    private ShopOrderLine Line(int index, int line)
    {
        var part = 100 + (10 * line);
        var product = _products.Length == 0 ? null : _products[Below(_products.Length, index, part)];
        var variant = product?.Variants[Below(product.Variants.Count, index, part + 1)];
        return new ShopOrderLine
        {
            Number = OrderNumbers.Line(kind, index, line),
            Product = product?.Id ?? 1,
            Variant = variant?.Id ?? 1,
            Title = product?.TitleIn(Language) ?? "No longer offered",
            PriceFen = variant?.PriceFen ?? 100,
            Quantity = 1 + Below(3, index, part + 2),
            Status = ShopOrderStatus.ToShip,
        };
    }
}
