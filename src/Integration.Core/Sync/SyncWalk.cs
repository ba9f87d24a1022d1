using System.Text.Json.Serialization;

namespace Integration.Sync;

/// <summary>
/// A walk through the list of a shop as it stands after a page: the checkpoint that is stored with what the page brought. Immutable
/// and plain JSON. <see cref="WalkStart"/> makes it, <see cref="WalkSteps"/> carries it on.
/// </summary>
public sealed record SyncWalk
{
    /// <summary>What it is for.</summary>
    public required WalkMode Mode { get; init; }

    /// <summary>
    /// The number that every record seen is marked with, whoever saw it: of the last full walk that was begun.
    /// </summary>
    public required int Generation { get; init; }

    /// <summary>When it began, by our clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Which time its windows go by; null where it reads the whole list.</summary>
    public WindowTime? By { get; init; }

    /// <summary>The first second that it is for; null where it reads from the very beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Changes until here were in the list when it began: the platform's now less the lag.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The window that is being read; null for the whole list.</summary>
    public WalkWindow? Window { get; init; }

    /// <summary>The page that is needed next; null for the first.</summary>
    public string? Cursor { get; init; }

    /// <summary>The reading that goes on.</summary>
    public WalkPass Pass { get; init; } = new(1);

    /// <summary>Parts of windows that were cut in two, the next one last; at most one for each halving.</summary>
    public WalkWindow[] Parts { get; init; } = [];

    /// <summary>What was not cut into windows yet; null where nothing is left.</summary>
    public WalkWindow? Rest { get; init; }

    /// <summary>Whether what changed meanwhile was looked for, which ends a full walk by changes.</summary>
    public bool CaughtUp { get; init; }

    /// <summary>All changes until here are read; null where a whole window of the incremental walk is not read yet.</summary>
    public DateTimeOffset? ReadTo { get; init; }

    /// <summary>The platform's clock less ours, as the last answer showed it; null where none did.</summary>
    public TimeSpan? Offset { get; init; }

    /// <summary>Rises with each answer, failures included.</summary>
    public long Step { get; init; }

    /// <summary>Pages read in all passes.</summary>
    public long Pages { get; init; }

    /// <summary>Rows read in all passes.</summary>
    public long Seen { get; init; }

    /// <summary>Rows among them that could not be read.</summary>
    public long FailedRows { get; init; }

    /// <summary>Failures since the last page.</summary>
    public int Failures { get; init; }

    /// <summary>The failure of the last answer; null where it was a page.</summary>
    public WalkFailure? LastFailure { get; init; }

    /// <summary>When the next page may be asked for; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What was asked for and is older than the platform serves; null where there is nothing such.</summary>
    public WalkWindow? NotServed { get; init; }

    /// <summary>What it could not read for certain, the first of them.</summary>
    public WalkGap[] Gaps { get; init; } = [];

    /// <summary>How many parts it could not read for certain.</summary>
    public int GapCount { get; init; }

    /// <summary>How it ended; null while it goes on.</summary>
    public WalkEnd? End { get; init; }

    /// <summary>The page that is needed next; null where the walk is over. After a crash it is the same one again.</summary>
    [JsonIgnore]
    public WalkRequest? Next => End is null ? new(Step, Window, Cursor, NotBefore) : null;

    /// <summary>Whether it has seen every record within its reach, so that one that it has not seen was not there.</summary>
    [JsonIgnore]
    public bool IsExhaustive => End == WalkEnd.Completed && GapCount == 0 && FailedRows == 0;

    /// <summary>Whether it reads what is newer first.</summary>
    [JsonIgnore]
    internal bool NewestFirst => Mode != WalkMode.Incremental;
}
