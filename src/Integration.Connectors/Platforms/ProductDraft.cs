using System.Text.Json;
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

    /// <summary>
    /// What only this platform asks for, such as its category: an object whose shape the platform's README has; null for none. It lives
    /// on its own (<see cref="JsonElement.Clone"/>). The connector checks it before any call.
    /// </summary>
    public JsonElement? PlatformFields { get; init; }

    /// <summary>
    /// This change made after an older one of the same product: what it leaves empty is the older one's. Texts are joined by language,
    /// variants by id and stock by place; pictures, attributes, prices and the platform's own fields are one whole each, as platforms take
    /// them.
    /// </summary>
    public ProductDraft After(ProductDraft older) =>
        this with
        {
            Titles = Joined(Titles, older.Titles),
            Descriptions = Joined(Descriptions, older.Descriptions),
            Images = Either(Images, older.Images),
            Attributes = Either(Attributes, older.Attributes),
            Variants = Joined(Variants, older.Variants),
            Prices = Either(Prices, older.Prices),
            Stock = Joined(Stock, older.Stock),
            PlatformFields = PlatformFields ?? older.PlatformFields,
        };

    private static LocalizedText[] Joined(LocalizedText[] newer, LocalizedText[] older) =>
        Joined(newer, older, static one => one.Language, static (now, _) => now);

    private static StockLevel[] Joined(StockLevel[] newer, StockLevel[] older) =>
        Joined(newer, older, static one => (one.Warehouse, one.VariantId), static (now, _) => now);

    private static ProductVariant[] Joined(ProductVariant[] newer, ProductVariant[] older) =>
        Joined(
            newer,
            older,
            static one => one.Id,
            static (now, before) =>
                now with
                {
                    SellerCode = now.SellerCode ?? before.SellerCode,
                    Options = Either(now.Options, before.Options),
                    Prices = Either(now.Prices, before.Prices),
                    Stock = Joined(now.Stock, before.Stock),
                    Image = now.Image ?? before.Image,
                }
        );

    // The older ones in their order, each as the newer one of its key has made it, then those that are new.
    private static T[] Joined<T, TKey>(T[] newer, T[] older, Func<T, TKey> key, Func<T, T, T> join)
    {
        bool IsOf(T one, T other) => EqualityComparer<TKey>.Default.Equals(key(one), key(other));
        return
        [
            .. older.Select(before =>
                Array.Find(newer, now => IsOf(now, before)) is { } now ? join(now, before) : before
            ),
            .. newer.Where(now => !Array.Exists(older, before => IsOf(now, before))),
        ];
    }

    private static T[] Either<T>(T[] newer, T[] older) => newer.Length > 0 ? newer : older;
}
