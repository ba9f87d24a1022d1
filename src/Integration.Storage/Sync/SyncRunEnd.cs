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
    /// Of a full run that saw everything within its reach: what the walk keeps of it. Null of all others; then no generation is
    /// made, and it says nothing about deletions.
    /// </summary>
    public string? FullMark { get; init; }
}
