using Integration.Products;

namespace Integration.Writes;

/// <summary>A variant of a product that is to be created.</summary>
public sealed record VariantToCreate
{
    /// <summary>The seller's own code, to 128 characters; null where there is none.</summary>
    public string? SellerCode { get; init; }

    /// <summary>What makes this variant, such as colour and size, in each language there is.</summary>
    public AttributeValue[]? Options { get; init; }

    /// <summary>What a buyer pays for one piece.</summary>
    public Money? Price { get; init; }

    /// <summary>The price without promotion or group, where the platform has both.</summary>
    public Money? RegularPrice { get; init; }

    /// <summary>Pieces that can be sold.</summary>
    public long? Stock { get; init; }

    /// <summary>The address of its own picture.</summary>
    public string? Image { get; init; }
}
