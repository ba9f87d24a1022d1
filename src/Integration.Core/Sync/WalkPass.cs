namespace Integration.Sync;

/// <summary>One reading of a window from its first page to its last.</summary>
/// <param name="Number">Which one, from 1.</param>
public sealed record WalkPass(int Number)
{
    /// <summary>Pages read.</summary>
    public int Pages { get; init; }

    /// <summary>Rows read.</summary>
    public long Rows { get; init; }

    /// <summary>Rows that made or changed something in the copy.</summary>
    public long News { get; init; }

    /// <summary>How many match, as the last page told it; null where it did not.</summary>
    public long? Total { get; init; }

    /// <summary>Whether the total was another one, or was not told, on some page: rows may have moved meanwhile.</summary>
    public bool Moved { get; init; }

    /// <summary>Whether a page told that more match than can be paged to.</summary>
    public bool BeyondLimit { get; init; }

    /// <summary>Whether the window was begun again because its cursor was refused.</summary>
    public bool Restarted { get; init; }

    /// <summary>With one more page.</summary>
    internal WalkPass With(WalkPage page) =>
        this with
        {
            Pages = Pages + 1,
            Rows = Rows + page.Rows,
            News = News + page.News,
            Moved = Moved || page.Total is null || (Pages > 0 && page.Total != Total),
            Total = page.Total,
            BeyondLimit = BeyondLimit || page.BeyondLimit,
        };
}
