namespace Integration.Collections;

/// <summary>A collection as it is stored.</summary>
/// <param name="Shown">As the API shows it.</param>
/// <param name="MaxAge">How old a product may be without being asked for again.</param>
public sealed record CollectionRow(CollectionResource Shown, TimeSpan MaxAge)
{
    /// <summary>Pages of the shop's list that have been read: the checkpoint that the next page's write compares.</summary>
    public int ListingPage { get; init; }

    /// <summary>
    /// How far the walk through the list is, as its reader wrote it; null before the first page, and where the list was begun by a version
    /// that knew <see cref="ListingCursor"/> only.
    /// </summary>
    public string? ListingWalk { get; init; }

    /// <summary>Where the next page begins; null for the first of a walk or of a part of it.</summary>
    public string? ListingCursor { get; init; }

    /// <summary>Attempts of the next page so far.</summary>
    public int ListingAttempts { get; init; }

    /// <summary>Nothing of it may be asked for before; null for no limit.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>
    /// What the platform said at or after this instant is not asked for again: within <see cref="MaxAge"/>, and in any case since
    /// the collection began, so that one that is named twice is fetched once.
    /// </summary>
    public DateTimeOffset FreshSince(DateTimeOffset now) =>
        now - MaxAge < Shown.CreatedAt ? now - MaxAge : Shown.CreatedAt;
}
