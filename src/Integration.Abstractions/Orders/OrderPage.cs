using Integration.Products;

namespace Integration.Orders;

/// <summary>A page of a shop's orders.</summary>
/// <param name="Items">What stands on it; empty only where the platform says that nothing is there.</param>
/// <param name="NextCursor">For the next page; null where this was the last one.</param>
/// <param name="Raw">The whole answer.</param>
[GenerateSerializer, Immutable, Alias("integration.OrderPage")]
public sealed record OrderPage(
    [property: Id(0)] OrderListItem[] Items,
    [property: Id(1)] string? NextCursor,
    [property: Id(2)] RawPayload Raw
)
{
    /// <summary>Whether there is another page; follows from the platform's total or its own word, never from a short page.</summary>
    public bool HasNext => NextCursor is not null;

    /// <summary>How many orders match now; null where the platform does not tell.</summary>
    [Id(3)]
    public long? Total { get; init; }

    /// <summary>
    /// Whether more orders match than the platform lets page to: those beyond are in none of the pages, so ask again in two halves
    /// of the window.
    /// </summary>
    [Id(4)]
    public bool BeyondLimit { get; init; }

    /// <summary>The platform's time at this answer; null where it does not tell.</summary>
    [Id(5)]
    public DateTimeOffset? PlatformTime { get; init; }

    /// <summary>Calls that were made for it: two where the first answer only told which page is the last.</summary>
    [Id(6)]
    public int Calls { get; init; } = 1;
}
