namespace Integration.Platforms;

/// <summary>A stock level as it is to become.</summary>
/// <param name="ProductId">The platform's id of the product.</param>
/// <param name="Quantity">Pieces that can be sold from now on, 0 or more.</param>
public sealed record StockChange(string ProductId, long Quantity)
{
    /// <summary>The platform's id of the variant; null where the product has one only.</summary>
    public string? VariantId { get; init; }

    /// <summary>The warehouse as the platform names it; null where it has one only.</summary>
    public string? Warehouse { get; init; }

    /// <summary>What the level belongs to: two changes of one place replace each other.</summary>
    public (string Product, string? Variant, string? Warehouse) Place => (ProductId, VariantId, Warehouse);
}
