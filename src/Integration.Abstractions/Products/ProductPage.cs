namespace Integration.Products;

/// <summary>A page of a shop's products.</summary>
/// <param name="Items">The products on it; empty only where the platform says that nothing is there, or nothing could be read.</param>
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

    /// <summary>Rows on it that are no product: what they stand for is on the shop's list all the same.</summary>
    [Id(5)]
    public UnreadProduct[] Unread { get; init; } = [];

    /// <summary>Calls that were made for it: two where the first answer only told which page is the last.</summary>
    [Id(6)]
    public int Calls { get; init; } = 1;
}
