namespace Integration.Platforms;

/// <summary>Limits and manners of a shop's list of orders: all that a sync has to know about it.</summary>
/// <param name="MaxPageSize">Orders a page, 1 or more.</param>
public sealed record OrderLimits(int MaxPageSize)
{
    /// <summary>The times that a window can go by, the best for changes first; empty where there are no windows.</summary>
    public OrderWindowLimit[] Windows { get; init; } = [];

    /// <summary>How deep one list can be paged, in orders; null where there is no such limit.</summary>
    public int? MaxRows { get; init; }

    /// <summary>How far back the list goes, in days; null where there is no such limit.</summary>
    public int? MaxAgeDays { get; init; }

    /// <summary>
    /// Whether the platform says that it sorts newest first; otherwise it says nothing of its order. The connector reads from the last
    /// page to the first either way.
    /// </summary>
    public bool NewestFirst { get; init; }

    /// <summary>
    /// Seconds before the platform's now at which a window has to end: later changes may still move orders in it, or are not in the
    /// list yet.
    /// </summary>
    public int LagSeconds { get; init; }

    /// <summary>Seconds by which a window starts before the end of the one before, for changes that come into the list late.</summary>
    public int OverlapSeconds { get; init; }

    /// <summary>
    /// What the list tells of every order that has it, by its canonical name, of lines as <c>lines.price</c>: where it is left empty
    /// there is none any more. What else is left empty stays as a detail told it.
    /// </summary>
    public string[] Tells { get; init; } = [];

    /// <summary>Whether the list tells packages; otherwise the detail of each order does.</summary>
    public bool ListsPackages { get; init; }
}
