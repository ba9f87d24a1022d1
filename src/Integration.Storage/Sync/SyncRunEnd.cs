namespace Integration.Sync;

/// <summary>How a sync run ended.</summary>
/// <param name="State">Not <see cref="SyncRunState.Running"/>.</param>
public sealed record SyncRunEnd(SyncRunState State)
{
    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Changes up to here, by the platform's clock, have been read; null leaves the stored instant.</summary>
    public DateTimeOffset? WindowEnd { get; init; }

    /// <summary>
    /// Whether it is a full run that saw everything within its reach: only that makes a generation. It says nothing about deletions
    /// otherwise.
    /// </summary>
    public bool IsExhaustive { get; init; }

    /// <summary>What the walk keeps from one run to the next, in its own words; null leaves what is stored.</summary>
    public string? Marks { get; init; }
}
