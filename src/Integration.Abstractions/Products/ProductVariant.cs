namespace Integration.Products;

/// <summary>One variant (SKU) of a product.</summary>
[GenerateSerializer, Immutable, Alias("integration.ProductVariant")]
public sealed record ProductVariant
{
    /// <summary>The platform's id; null where it gives variants without one.</summary>
    [Id(0)]
    public string? Id { get; init; }

    /// <summary>The seller's own code; null where there is none.</summary>
    [Id(1)]
    public string? SellerCode { get; init; }

    /// <summary>What makes this variant, such as colour and size, in each language there is.</summary>
    [Id(2)]
    public AttributeValue[] Options { get; init; } = [];

    /// <summary>By quantity, ascending; empty where only the product has prices.</summary>
    [Id(3)]
    public ProductPrice[] Prices { get; init; } = [];

    /// <summary>By place; empty where the platform does not tell stock.</summary>
    [Id(4)]
    public StockLevel[] Stock { get; init; } = [];

    /// <summary>The variant's own picture; null where it has none.</summary>
    [Id(5)]
    public ProductImage? Image { get; init; }

    /// <summary>Whether it can be bought.</summary>
    [Id(6)]
    public ProductStatus Status { get; init; }
}
