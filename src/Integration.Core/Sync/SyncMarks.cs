namespace Integration.Sync;

/// <summary>What a shop's list keeps from one walk to the next. Immutable and plain JSON.</summary>
public sealed record SyncMarks
{
    /// <summary>All changes until here are in the copy; null before the first full walk.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The number of the last full walk that was begun: the mark of every record seen from then on.</summary>
    public int Generation { get; init; }

    /// <summary>The last full walk that saw everything within its reach; null where there was none.</summary>
    public FullMark? Full { get; init; }

    /// <summary>The platform's clock less ours, as it was last measured; null where it never told its time.</summary>
    public TimeSpan? Offset { get; init; }

    /// <summary>As they are from the moment at which a walk begins; to be stored before its first page.</summary>
    public SyncMarks Begun(SyncWalk walk) => this with { Generation = Math.Max(Generation, walk.Generation) };

    /// <summary>As they are after a page of a walk; to be stored with it.</summary>
    public SyncMarks After(SyncWalk walk) =>
        this with
        {
            Offset = walk.Offset ?? Offset,
            End = walk.Mode switch
            {
                // The end may go back, where the platform's clock did: reading twice does no harm.
                WalkMode.Incremental => walk.ReadTo ?? End,
                // A list that does not tell by changes is read whole each time, and has no other walks.
                WalkMode.Full when walk is { End: WalkEnd.Completed, By: null, CaughtUp: false } => walk.Until,
                // Later ends are the incremental walks' own: a full one by creation has not seen what changed in older records.
                WalkMode.Full when walk.End == WalkEnd.Completed => End ?? walk.Until,
                _ => End,
            },
            Full = walk is { Mode: WalkMode.Full, IsExhaustive: true } ? FullMark.Of(walk) : Full,
        };

    /// <summary>
    /// What is no longer there, after a full walk and before <see cref="After"/>; null where that cannot be told: the walk did not
    /// see everything, or it is the first that did.
    /// </summary>
    public DeletionScope? Deletions(SyncWalk walk)
    {
        if (
            walk is not { Mode: WalkMode.Full, IsExhaustive: true }
            || Full is not { } first
            || first.Generation >= walk.Generation
        )
        {
            return null;
        }

        var second = FullMark.Of(walk);
        // A record must have been within the reach of both.
        return (first.From, second.From) switch
        {
            (null, _) => new(first.Generation, second.By, second.From),
            (_, null) => new(first.Generation, first.By, first.From),
            var (one, other) when first.By == second.By => new(first.Generation, first.By, one > other ? one : other),
            _ => null,
        };
    }
}
