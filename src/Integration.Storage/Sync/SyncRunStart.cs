namespace Integration.Sync;

/// <summary>A sync run that is to begin.</summary>
/// <param name="Id">Its id, UUID v7.</param>
/// <param name="Shop">The shop.</param>
/// <param name="Kind">What is synced.</param>
/// <param name="Mode">How much is read.</param>
/// <param name="StartedBy">An API key's eight characters, or <c>schedule</c>.</param>
public sealed record SyncRunStart(Guid Id, string Shop, SyncKind Kind, SyncMode Mode, string StartedBy)
{
    /// <summary>The first instant that it reads; null for the beginning.</summary>
    public DateTimeOffset? WindowFrom { get; init; }

    /// <summary>The last instant that it reads; null where it is not known yet.</summary>
    public DateTimeOffset? WindowTo { get; init; }

    /// <summary>Where its first page begins, in the words of the walk; null where the walk says it later.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>What the walk keeps from one run to the next, in its own words; null leaves what is stored.</summary>
    public string? Marks { get; init; }

    /// <summary>
    /// Whether it follows from <see cref="MarksBefore"/>, so that it does not begin where others are stored: another run has just ended.
    /// </summary>
    public bool FollowsMarks { get; init; }

    /// <summary>The marks that it was planned by; null where there were none.</summary>
    public string? MarksBefore { get; init; }
}
