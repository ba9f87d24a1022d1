using Integration.Orders;

namespace Integration.Platforms;

/// <summary>Which page of a shop's orders is asked for.</summary>
/// <param name="Window">Which orders; both ends are asked for in whole seconds and belong to it.</param>
public sealed record OrderListQuery(OrderWindow Window)
{
    /// <summary>
    /// <see cref="OrderPage.NextCursor"/> of the page before; null for the first. Everything else must stay as it was.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>Orders a page, 1 to the platform's limit; null for that limit.</summary>
    public int? PageSize { get; init; }
}
