namespace Integration.Products;

/// <summary>A page of a shop's products.</summary>
/// <param name="Items">What stands on it; empty only where the platform says that nothing is there.</param>
/// <param name="NextCursor">For the next page; null where this was the last one.</param>
/// <param name="Raw">The whole answer.</param>
[GenerateSerializer, Immutable, Alias("integration.ProductPage")]
public sealed record ProductPage(
    [property: Id(0)] ProductListItem[] Items,
    [property: Id(1)] string? NextCursor,
    [property: Id(2)] RawPayload Raw
)
{
    /// <summary>How many products match in all; null where the platform does not tell.</summary>
    [Id(3)]
    public long? Total { get; init; }

    /// <summary>
    /// Whether more products match than the platform lets page to: ask again with a narrower window of changes.
    /// </summary>
    [Id(4)]
    public bool BeyondLimit { get; init; }
}
