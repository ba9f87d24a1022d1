namespace Integration.Platforms;

/// <summary>Which page of a shop's products is asked for.</summary>
public sealed record ProductListQuery
{
    /// <summary>
    /// <see cref="Products.ProductPage.NextCursor"/> of the page before; null for the first. Everything else must stay as it was.
    /// </summary>
    public string? Cursor { get; init; }

    /// <summary>Products a page, 1 to the platform's limit; null for that limit.</summary>
    public int? PageSize { get; init; }

    /// <summary>Only products changed at or after it; null for no lower end. Where the platform filters by change.</summary>
    public DateTimeOffset? ModifiedFrom { get; init; }

    /// <summary>Only products changed before it; null for no upper end. Where the platform filters by change.</summary>
    public DateTimeOffset? ModifiedTo { get; init; }

    /// <summary>
    /// Whether those that cannot be bought are wanted too (off the shelf, under review), where the platform keeps them on a list of
    /// their own. A platform that has one list for all gives all in any case.
    /// </summary>
    public bool OffSale { get; init; }
}
