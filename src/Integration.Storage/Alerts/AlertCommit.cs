namespace Integration.Alerts;

/// <summary>What a step of the engine changes, stored as a whole or not at all.</summary>
public sealed record AlertCommit
{
    /// <summary>The revision that it was made from.</summary>
    public required long Revision { get; init; }

    /// <summary>A stamp of its own, by which its maker recognises it when the answer was lost.</summary>
    public required Guid Writer { get; init; }

    /// <summary>The state after it; of its alerts only <see cref="Changed"/> are written.</summary>
    public required AlertState State { get; init; }

    /// <summary>Alerts that are new or not as they were.</summary>
    public IReadOnlyList<AlertRow> Changed { get; init; } = [];

    /// <summary>Ids of alerts that are gone.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>What became of alerts.</summary>
    public IReadOnlyList<AlertHistoryEntry> History { get; init; } = [];

    /// <summary>What is to be told, as data.</summary>
    public IReadOnlyList<AlertNotice> Notices { get; init; } = [];

    /// <summary>The same for the channels that carry it.</summary>
    public IReadOnlyList<QueuedNotice> Queued { get; init; } = [];
}
