using Integration.Platforms;
using Integration.Products;

namespace Integration.Conflicts;

/// <summary>Owed values in the words of the platforms' capabilities.</summary>
internal static class OwedDrafts
{
    /// <summary>
    /// One change of a product with all that is owed of its title and prices. Stock is not in it: a level is set by a call of its own,
    /// which more platforms have.
    /// </summary>
    /// <param name="writes">Of one product, none of stock.</param>
    /// <param name="language">Of the title, where the platform does not tell the product's.</param>
    public static ProductDraft Product(IReadOnlyList<OwedWrite> writes, string language)
    {
        var (first, own) = (writes[0], writes.Where(static one => one.Field.Variant.Length == 0));
        return new ProductDraft(first.SellerCode ?? "")
        {
            Id = first.Product,
            Titles =
            [
                .. own.Select(static one => one.Value.Title)
                    .OfType<string>()
                    .Select(title => new LocalizedText(first.Language ?? language, title)),
            ],
            Prices = [.. own.Select(static one => one.Value.Price).OfType<Money>().Select(Price)],
            Variants =
            [
                .. writes
                    .Where(static one => one.Field.Variant.Length > 0)
                    .Select(static one => new ProductVariant
                    {
                        Id = one.Field.Variant,
                        Prices = [Price(one.Value.Price!)],
                    }),
            ],
        };
    }

    /// <summary>A stock level.</summary>
    public static StockChange Stock(OwedWrite write) =>
        new(write.Product, write.Value.Stock!.Value)
        {
            VariantId = write.StockId ?? (write.Field.Variant is { Length: > 0 } variant ? variant : null),
            Warehouse = write.Warehouse,
        };

    private static ProductPrice Price(Money price) => new(price);
}
