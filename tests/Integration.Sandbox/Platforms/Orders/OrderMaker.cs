using System.Globalization;

namespace Integration.Sandbox.Platforms.Orders;

/// <summary>Makes the order of an index; the same seed makes the same order.</summary>
internal sealed class OrderMaker(PlatformOptions options, Catalogue catalogue)
{
    private const int MostLines = 3;
    private static readonly TimeSpan ToShip = TimeSpan.FromDays(2);
    private readonly CatalogueProduct[] _products = [.. catalogue.Products];

    /// <summary>The number of an index's order.</summary>
    public static string NumberOf(int index) => $"PO-{Digits(index)}";

    /// <summary>The order of an index, as it is when it is placed.</summary>
    public ShopOrder Make(int index, DateTimeOffset placed)
    {
        var number = Digits(index);
        var lines = 1 + Below(MostLines, index, 0);
        return new ShopOrder
        {
            Number = NumberOf(index),
            Index = index,
            Created = placed,
            Updated = placed,
            ShipBy = placed + ToShip,
            Status = Below(4, index, 1) == 0 ? ShopOrderStatus.Pending : ShopOrderStatus.ToShip,
            Lines = [.. Enumerable.Range(0, lines).Select(line => Line($"{number}-{line + 1}", index, line))],
            IsUrgent = Below(5, index, 2) == 0,
        };
    }

    /// <summary>A number below the limit that follows from seed and parts.</summary>
    public int Below(int limit, int index, int part) =>
        (int)(Seeds.Mix(options.Seed ^ Seeds.Of("orders"), index, part) % (ulong)limit);

    private static string Digits(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"211-{index + 1:00000000000000000}");

    private ShopOrderLine Line(string number, int index, int line)
    {
        var part = 100 + (10 * line);
        var product = _products.Length == 0 ? null : _products[Below(_products.Length, index, part)];
        var variant = product?.Variants[Below(product.Variants.Count, index, part + 1)];
        return new ShopOrderLine
        {
            Number = number,
            Product = product?.Id ?? 1,
            Variant = variant?.Id ?? 1,
            Title = product?.TitleIn("en") ?? "No longer offered",
            Quantity = 1 + Below(3, index, part + 2),
            Status = ShopOrderStatus.ToShip,
        };
    }
}
