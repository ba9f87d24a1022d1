namespace Integration.Products;

/// <summary>How many pieces can be sold, at one place.</summary>
/// <param name="Quantity">Pieces, 0 or more.</param>
[GenerateSerializer, Immutable, Alias("integration.StockLevel")]
public sealed record StockLevel([property: Id(0)] long Quantity)
{
    /// <summary>The place it ships from as the platform names it; null where it tells one number only.</summary>
    [Id(1)]
    public string? Warehouse { get; init; }

    /// <summary>The platform's id of the variant at this place, where it differs by place.</summary>
    [Id(2)]
    public string? VariantId { get; init; }
}
