namespace Integration.Orders;

/// <summary>A line that a platform has left out of an order that it took.</summary>
/// <param name="ProductId">The platform's id of the product.</param>
/// <param name="VariantId">The platform's id of the variant; null where it does not tell.</param>
/// <param name="Detail">Why, as the platform says it; for a person.</param>
[GenerateSerializer, Immutable, Alias("integration.LineNotPlaced")]
public sealed record LineNotPlaced(
    [property: Id(0)] string ProductId,
    [property: Id(1)] string? VariantId,
    [property: Id(2)] string Detail
);
