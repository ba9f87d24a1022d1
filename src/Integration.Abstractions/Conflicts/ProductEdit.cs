using Integration.Products;

namespace Integration.Conflicts;

/// <summary>The edits of a product as people write them, by JSON merge patch; null withdraws one.</summary>
[GenerateSerializer, Immutable, Alias("integration.ProductEdit")]
public sealed record ProductEdit
{
    /// <summary>Its title, to 1,000 characters.</summary>
    [Id(0)]
    public string? Title { get; init; }

    /// <summary>Its price for one piece, where it has not several variants.</summary>
    [Id(1)]
    public Money? Price { get; init; }

    /// <summary>Pieces that can be sold, where it has not several variants.</summary>
    [Id(2)]
    public long? Stock { get; init; }

    /// <summary>Of its variants, by the platform's id.</summary>
    [Id(3)]
    public Dictionary<string, VariantEdit>? Variants { get; init; }
}
