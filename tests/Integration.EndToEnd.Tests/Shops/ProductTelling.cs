using System.Globalization;
using Integration.Products;
using Integration.Sandbox.Platforms;
using ProductStatus = Integration.Sandbox.Platforms.ProductStatus;

namespace Integration.Shops;

/// <summary>What a platform's list of products tells: a truth that it does not tell cannot be in a copy.</summary>
internal sealed record ProductTelling
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private string Language { get; init; } = "zh";

    private bool HasStatus { get; init; } = true;

    private bool HasStock { get; init; } = true;

    private bool HasImage { get; init; } = true;

    private Func<CatalogueProduct, string?> Code { get; init; } = static _ => null;

    private Func<CatalogueProduct, string> Price { get; init; } = static _ => "-";

    // How exactly the list tells when a product changed; null where it does not.
    private TimeSpan? Modified { get; init; }

    /// <summary>What the list of a platform tells.</summary>
    public static ProductTelling Of(PlatformKind kind) =>
        kind switch
        {
            PlatformKind.Temu => new()
            {
                Language = "en",
                HasStatus = false,
                Code = static product => $"A-{product.Index}",
                Price = static product => $"{Sandbox.Platforms.Money.In("USD", product.PriceFen)} USD",
            },
            PlatformKind.Taobao => new()
            {
                Code = static product => $"A-{product.Index}",
                Price = static product => $"{Sandbox.Platforms.Money.Yuan(product.PriceFen)} CNY",
                Modified = Second,
            },
            PlatformKind.Alibaba1688 => new()
            {
                Price = static product => $"{Sandbox.Platforms.Money.Yuan(product.PriceFen)} CNY",
                Modified = Millisecond,
            },
            PlatformKind.Pinduoduo => new()
            {
                Code = static product =>
                    product.Variants.Select(static one => one.OuterId).Distinct(StringComparer.Ordinal).ToArray()
                        is [var only]
                        ? only
                        : null,
            },
            _ => new()
            {
                Language = "en",
                HasStock = false,
                HasImage = false,
            },
        };

    /// <summary>A product of a copy as text.</summary>
    public static string Line(ProductListItem item) =>
        $"{item.Id} {item.Title} {item.SellerCode} "
        + (
            item.Price is { } price
                ? string.Create(CultureInfo.InvariantCulture, $"{price.Amount:0.00} {price.Currency}")
                : "-"
        )
        + $" {item.Stock} {item.Image?.Url} {item.ModifiedAt:O} {item.Status}";

    /// <summary>Whether a product is the shop's: those off the shelf are.</summary>
    public static bool Lists(CatalogueProduct product) => product.Status != ProductStatus.Deleted;

    /// <summary>A product of the shop as text, as far as the list tells it.</summary>
    public string Line(CatalogueProduct product) =>
        $"{product.Id} {product.TitleIn(Language)} {Code(product)} {Price(product)} "
        + $"{(HasStock ? product.Stock : default(long?))} {(HasImage ? product.Images[0] : null)} "
        + $"{Cut(product.Modified):O} {StatusOf(product.Status)}";

    private DateTimeOffset? Cut(DateTimeOffset instant) =>
        Modified is { } step ? new(instant.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero) : null;

    private Products.ProductStatus StatusOf(ProductStatus status) =>
        !HasStatus ? Products.ProductStatus.Unknown
        : status == ProductStatus.OnSale ? Products.ProductStatus.OnSale
        : Products.ProductStatus.OffSale;
}
