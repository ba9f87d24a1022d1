using Integration.Products;

namespace Integration.Conflicts;

/// <summary>Edits of one variant; null where a field is not edited.</summary>
[GenerateSerializer, Immutable, Alias("integration.VariantEdit")]
public sealed record VariantEdit
{
    /// <summary>Its price for one piece, above 0, in the currency that the platform tells.</summary>
    [Id(0)]
    public Money? Price { get; init; }

    /// <summary>Pieces that can be sold, 0 or more.</summary>
    [Id(1)]
    public long? Stock { get; init; }
}
