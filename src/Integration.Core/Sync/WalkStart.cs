namespace Integration.Sync;

/// <summary>Makes walks. Pure.</summary>
public static class WalkStart
{
    /// <summary>
    /// What changed since the last time, from its end less the overlap to the platform's now less the lag. A full walk where
    /// there was no last time, or where the list cannot be asked for changes.
    /// </summary>
    /// <param name="marks">What the list keeps.</param>
    /// <param name="terms">What the walk goes by.</param>
    /// <param name="now">Our now.</param>
    public static SyncWalk Incremental(SyncMarks marks, WalkTerms terms, DateTimeOffset now)
    {
        if (terms.Manners.Changes is null || marks.End is not { } end)
        {
            return Full(marks, terms, now);
        }

        var until = Until(marks, terms, now);
        // A clock of the platform that went back: what changes now is before the end.
        var start = end < until ? end : until;
        var from = start - terms.Manners.OverlapAt(start);
        return Begin(WalkMode.Incremental, marks, new(from, until, WindowTime.Changed), terms, now);
    }

    /// <summary>
    /// All that the list has: whole where it can be read so, else by the time of creation, in whose windows records stay where
    /// they are, else by the time of change.
    /// </summary>
    /// <param name="marks">What the list keeps.</param>
    /// <param name="terms">What the walk goes by.</param>
    /// <param name="now">Our now.</param>
    public static SyncWalk Full(SyncMarks marks, WalkTerms terms, DateTimeOffset now)
    {
        var (manners, options) = (terms.Manners, terms.Options);
        if (manners.HasWhole || manners.Windows.Length == 0)
        {
            return Begin(WalkMode.Full, marks, window: null, terms, now);
        }

        var limit = manners.Of(WindowTime.Created) ?? manners.Windows[0];
        var until = Until(marks, terms, now);
        var wanted = until - options.FullAge;
        var from =
            terms.Oldest(terms.PlatformNow(marks.Offset, now)) is { } oldest && oldest > wanted ? oldest : wanted;
        var walk = Begin(WalkMode.Full, marks, new(from, until, limit.By), terms, now);
        return from == wanted ? walk : walk with { NotServed = new(wanted, from, limit.By) };
    }

    /// <summary>A window that somebody named; what of it is not closed yet is left to the next incremental walk.</summary>
    /// <param name="window">In whole seconds, by a time that the list has windows of.</param>
    /// <param name="marks">What the list keeps.</param>
    /// <param name="terms">What the walk goes by.</param>
    /// <param name="now">Our now.</param>
    public static SyncWalk Backfill(WalkWindow window, SyncMarks marks, WalkTerms terms, DateTimeOffset now)
    {
        if (terms.Manners.Of(window.By) is null || window.To < window.From)
        {
            throw new ArgumentException("The list has no such window.", nameof(window));
        }

        var until = Until(marks, terms, now);
        return Begin(WalkMode.Backfill, marks, window.To > until ? window with { To = until } : window, terms, now);
    }

    private static SyncWalk Begin(
        WalkMode mode,
        SyncMarks marks,
        WalkWindow? window,
        WalkTerms terms,
        DateTimeOffset now
    )
    {
        var walk = new SyncWalk
        {
            Mode = mode,
            Generation = mode == WalkMode.Full ? marks.Generation + 1 : marks.Generation,
            StartedAt = now,
            By = window?.By,
            From = window?.From,
            Until = window?.To ?? Until(marks, terms, now),
            Offset = marks.Offset,
        };
        return window is null
            ? walk
            : WalkCuts.Next(walk with { Rest = window }, terms, terms.PlatformNow(marks.Offset, now));
    }

    private static DateTimeOffset Until(SyncMarks marks, WalkTerms terms, DateTimeOffset now) =>
        terms.Closed(terms.PlatformNow(marks.Offset, now));
}
