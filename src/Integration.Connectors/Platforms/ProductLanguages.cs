using Integration.Products;

namespace Integration.Platforms;

/// <summary>Joins what was asked for in several languages and currencies into one product.</summary>
public static class ProductLanguages
{
    /// <summary>
    /// The first product with the titles, descriptions, attributes and options of all, and with the prices of all in currencies that those
    /// before it have none in; stock and pictures are the first's.
    /// Variants are matched by id, those without an id by position where there are equally many.
    /// </summary>
    /// <param name="products">The same product in several languages and currencies, one or more.</param>
    /// <exception cref="ArgumentException">None is given, or they are not one product.</exception>
    public static Product Merge(params ReadOnlySpan<Product> products)
    {
        if (products.Length == 0)
        {
            throw new ArgumentException("Nothing to merge.", nameof(products));
        }

        var merged = products[0];
        foreach (var other in products[1..])
        {
            merged = Merge(merged, other);
        }

        return merged;
    }

    private static Product Merge(Product first, Product other)
    {
        if ((first.Platform, first.Id) != (other.Platform, other.Id))
        {
            throw new ArgumentException(
                $"{other.Platform}/{other.Id} is not {first.Platform}/{first.Id}.",
                nameof(other)
            );
        }

        return first with
        {
            Titles = Texts(first.Titles, other.Titles),
            Descriptions = Texts(first.Descriptions, other.Descriptions),
            Attributes = [.. first.Attributes.Union(other.Attributes)],
            Prices = Prices(first.Prices, other.Prices),
            Variants = [.. first.Variants.Select((variant, at) => Variant(variant, at, first, other))],
            Raw = [.. first.Raw, .. other.Raw],
        };
    }

    private static LocalizedText[] Texts(LocalizedText[] first, LocalizedText[] other) =>
        [.. first.Concat(other).DistinctBy(static text => text.Language, StringComparer.OrdinalIgnoreCase)];

    private static ProductVariant Variant(ProductVariant variant, int at, Product first, Product other)
    {
        var twin = variant.Id is { } id
            ? Array.Find(other.Variants, one => one.Id == id)
            : TwinByPosition(at, first, other);
        return twin is null
            ? variant
            : variant with
            {
                Options = [.. variant.Options.Union(twin.Options)],
                Prices = Prices(variant.Prices, twin.Prices),
            };
    }

    private static ProductPrice[] Prices(ProductPrice[] first, ProductPrice[] other) =>
        [.. first, .. other.Where(one => !first.Any(known => known.Value.Currency == one.Value.Currency))];

    private static ProductVariant? TwinByPosition(int at, Product first, Product other) =>
        first.Variants.Length == other.Variants.Length && other.Variants[at].Id is null ? other.Variants[at] : null;
}
