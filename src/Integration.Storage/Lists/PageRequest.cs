namespace Integration.Lists;

/// <summary>Which page of a list.</summary>
/// <param name="Limit">1 to 200.</param>
/// <param name="After">The last key of the page before; null for the first page.</param>
public sealed record PageRequest(int Limit, string? After)
{
    /// <summary>The most that a page holds.</summary>
    public const int MaxLimit = 200;

    /// <summary>What a page holds when nothing is said.</summary>
    public const int DefaultLimit = 50;

    /// <summary>One more than asked for: whether it comes tells whether there is a next page.</summary>
    internal int Fetch => Limit + 1;
}
