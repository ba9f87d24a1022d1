namespace Integration.Orders;

/// <summary>A line of an order that is to be placed.</summary>
public sealed record OrderDraftLine
{
    /// <summary>The platform's id of the product, to 128 characters.</summary>
    public required string ProductId { get; init; }

    /// <summary>The platform's id of the variant (SKU), to 128 characters; null where the product has one only.</summary>
    public string? VariantId { get; init; }

    /// <summary>Pieces, 1 to 1,000,000.</summary>
    public required long Quantity { get; init; }
}
