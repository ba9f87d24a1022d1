namespace Integration.Sandbox.Platforms;

/// <summary>One SKU of a product.</summary>
public sealed record CatalogueVariant
{
    /// <summary>Unique on the platform.</summary>
    public required long Id { get; init; }

    /// <summary>The seller's own number.</summary>
    public required string OuterId { get; init; }

    /// <summary>Its colour.</summary>
    public required Word Colour { get; init; }

    /// <summary>Its size, the same in all languages.</summary>
    public required string Size { get; init; }

    /// <summary>The price in fen (a hundredth of a yuan), more than 0.</summary>
    public required long PriceFen { get; init; }

    /// <summary>Pieces that can be bought, 0 or more.</summary>
    public required long Stock { get; init; }

    /// <summary>Its picture.</summary>
    public required string Image { get; init; }
}
