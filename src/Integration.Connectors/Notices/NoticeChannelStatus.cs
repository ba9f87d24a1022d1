namespace Integration.Notices;

/// <summary>How a channel stands, for people.</summary>
public sealed record NoticeChannelStatus
{
    /// <summary>The channel's name.</summary>
    public required string Channel { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>
    /// Notices that wait, each gathered one counted as one; also those that were sent while the store did not take it down.
    /// </summary>
    public required int Waiting { get; init; }

    /// <summary>When the oldest of them was made; null for none.</summary>
    public required DateTimeOffset? OldestAt { get; init; }

    /// <summary>Attempts that failed since the last that did not.</summary>
    public required int FailuresInARow { get; init; }

    /// <summary>The last failure, which stays shown after the channel has recovered; null for none.</summary>
    public required NoticeResult? LastFailure { get; init; }

    /// <summary>When that was.</summary>
    public required DateTimeOffset? LastFailureAt { get; init; }

    /// <summary>When a message was last sent; null for never since the start.</summary>
    public required DateTimeOffset? LastSentAt { get; init; }

    /// <summary>What was to be said of it, such as a recipient that was refused; empty for nothing.</summary>
    public required string LastRemark { get; init; }

    /// <summary>When the next attempt may be made; null when it may at once.</summary>
    public required DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Notices sent since the start, gathered ones counted singly.</summary>
    public required long Sent { get; init; }

    /// <summary>Messages that carried them.</summary>
    public required long Messages { get; init; }

    /// <summary>Notices whose text the channel refused, so that a stub went in its place; gathered ones counted singly.</summary>
    public required long Refused { get; init; }
}
