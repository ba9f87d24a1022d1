using System.Text.Json;
using Integration.Products;

namespace Integration.Writes;

/// <summary>A product as it is to become at a platform.</summary>
public sealed record ProductToCreate
{
    /// <summary>The seller's own code, 1 to 128 characters, by which the result is told apart.</summary>
    public required string SellerCode { get; init; }

    /// <summary>1 or more, one a language, to 1,000 characters each.</summary>
    public required LocalizedText[] Titles { get; init; }

    /// <summary>One a language, to 100,000 characters each; HTML where the platform takes it.</summary>
    public LocalizedText[]? Descriptions { get; init; }

    /// <summary>Addresses of its pictures, to 100; the first is the main one.</summary>
    public string[]? Images { get; init; }

    /// <summary>In each language there is, to 500.</summary>
    public AttributeValue[]? Attributes { get; init; }

    /// <summary>Up to 500; null or empty where the product has one variant only, which is the product itself.</summary>
    public VariantToCreate[]? Variants { get; init; }

    /// <summary>What a buyer pays for one piece, where it has no variants.</summary>
    public Money? Price { get; init; }

    /// <summary>The price without promotion or group, where it has no variants and the platform has both.</summary>
    public Money? RegularPrice { get; init; }

    /// <summary>Pieces that can be sold, where it has no variants.</summary>
    public long? Stock { get; init; }

    /// <summary>What only this platform asks for: an object of the shape that its documents have.</summary>
    public JsonElement? PlatformFields { get; init; }
}
