namespace Integration.Sync;

/// <summary>What a walk is told of a page, after its rows were put into the copy.</summary>
/// <param name="Rows">Rows on it, those that failed included; it may be fewer than asked for, or none, and still not the last.</param>
/// <param name="News">Rows among them that made or changed something in the copy.</param>
/// <param name="NextCursor">For the next page; null where this was the last one.</param>
public sealed record WalkPage(int Rows, int News, string? NextCursor)
{
    /// <summary>Rows that could not be read; they are kept and repeated apart, and the walk goes on.</summary>
    public int Failed { get; init; }

    /// <summary>How many records match now; null where the platform does not tell.</summary>
    public long? Total { get; init; }

    /// <summary>Whether more match than can be paged to.</summary>
    public bool BeyondLimit { get; init; }

    /// <summary>The platform's time at this answer; null where it does not tell.</summary>
    public DateTimeOffset? PlatformTime { get; init; }
}
