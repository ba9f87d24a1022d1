using Integration.Platforms;
using Integration.Products;

namespace Integration.Orders;

/// <summary>A row of a page: an order, or why the row is none. One bad row does not take its page with it.</summary>
/// <param name="Raw">The row as the platform sent it.</param>
[GenerateSerializer, Immutable, Alias("integration.OrderListItem")]
public sealed record OrderListItem([property: Id(0)] RawPayload Raw)
{
    /// <summary>The order as the list tells it; null exactly where <see cref="Failure"/> is set.</summary>
    [Id(1)]
    public Order? Order { get; init; }

    /// <summary>Why the row is no order; null where it is one.</summary>
    [Id(2)]
    public PlatformFailure? Failure { get; init; }

    /// <summary>The number of an order that cannot be read otherwise; null where it is read, or has no number either.</summary>
    [Id(3)]
    public string? Number { get; init; }
}
