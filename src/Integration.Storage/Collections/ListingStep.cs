namespace Integration.Collections;

/// <summary>How far the reading of a shop's list is after a page.</summary>
/// <param name="Walk">The state of the walk, as its reader wants it back.</param>
/// <param name="Cursor">Where the next page begins; null for the first of a part.</param>
/// <param name="IsDone">Whether the list is read.</param>
public sealed record ListingStep(string Walk, string? Cursor, bool IsDone)
{
    /// <summary>Why the list is not whole; null where it is as far as it was read.</summary>
    public string? Gap { get; init; }
}
