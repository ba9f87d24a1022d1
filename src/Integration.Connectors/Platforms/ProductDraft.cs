using Integration.Products;

namespace Integration.Platforms;

/// <summary>A product as it is to become at a platform.</summary>
/// <param name="SellerCode">The seller's own code, 1 to 128 characters; what tells a repeated creation from a new one. A
/// change may leave it empty.</param>
public sealed record ProductDraft(string SellerCode)
{
    /// <summary>The platform's id; required for a change.</summary>
    public string? Id { get; init; }

    /// <summary>One a language.</summary>
    public LocalizedText[] Titles { get; init; } = [];

    /// <summary>One a language; HTML where the platform takes it.</summary>
    public LocalizedText[] Descriptions { get; init; } = [];

    /// <summary>The first is the main one.</summary>
    public ProductImage[] Images { get; init; } = [];

    /// <summary>In each language there is.</summary>
    public AttributeValue[] Attributes { get; init; } = [];

    /// <summary>
    /// Empty where the product has one variant only. In a change those that change, by their ids: the others, and what is left empty of
    /// these, stay as they are.
    /// </summary>
    public ProductVariant[] Variants { get; init; } = [];

    /// <summary>Of the product as a whole; empty where variants have theirs.</summary>
    public ProductPrice[] Prices { get; init; } = [];

    /// <summary>Of the product as a whole; empty where variants have theirs.</summary>
    public StockLevel[] Stock { get; init; } = [];

    /// <summary>This change made after an older one of the same product: what it leaves empty is the older one's.</summary>
    public ProductDraft After(ProductDraft older) =>
        this with
        {
            Titles = Either(Titles, older.Titles),
            Descriptions = Either(Descriptions, older.Descriptions),
            Images = Either(Images, older.Images),
            Attributes = Either(Attributes, older.Attributes),
            Variants = Either(Variants, older.Variants),
            Prices = Either(Prices, older.Prices),
            Stock = Either(Stock, older.Stock),
        };

    private static T[] Either<T>(T[] newer, T[] older) => newer.Length > 0 ? newer : older;
}
