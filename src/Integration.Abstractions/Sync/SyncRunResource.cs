namespace Integration.Sync;

/// <summary>A sync run as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("integration.SyncRunResource")]
public sealed record SyncRunResource
{
    /// <summary>Its id, UUID v7.</summary>
    [Id(0)]
    public required Guid Id { get; init; }

    /// <summary>The shop.</summary>
    [Id(1)]
    public required string Shop { get; init; }

    /// <summary>What is synced.</summary>
    [Id(2)]
    public required SyncKind Kind { get; init; }

    /// <summary>How much is read.</summary>
    [Id(3)]
    public required SyncMode Mode { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(4)]
    public required SyncRunState State { get; init; }

    /// <summary>The first instant that it reads; null where it reads from the beginning.</summary>
    [Id(5)]
    public DateTimeOffset? WindowFrom { get; init; }

    /// <summary>The last instant that it reads; null where it is not known yet.</summary>
    [Id(6)]
    public DateTimeOffset? WindowTo { get; init; }

    /// <summary>Pages written.</summary>
    [Id(7)]
    public required long Pages { get; init; }

    /// <summary>Records on them, those that cannot be read included.</summary>
    [Id(8)]
    public required long Seen { get; init; }

    /// <summary>Records that were new.</summary>
    [Id(9)]
    public required long Created { get; init; }

    /// <summary>Records that had changed.</summary>
    [Id(10)]
    public required long Changed { get; init; }

    /// <summary>Records that were as they are stored, or older.</summary>
    [Id(11)]
    public required long Unchanged { get; init; }

    /// <summary>Records that could not be read; they are listed as failures and tried again apart.</summary>
    [Id(12)]
    public required long Failed { get; init; }

    /// <summary>Records that count as deleted since.</summary>
    [Id(13)]
    public required long Deleted { get; init; }

    /// <summary>Calls to the platform.</summary>
    [Id(14)]
    public required long Calls { get; init; }

    /// <summary>How many records there will be in all, as far as the platform tells; null where it does not.</summary>
    [Id(15)]
    public long? Expected { get; init; }

    /// <summary>By the pace so far; null where nothing is known yet, and when it is over.</summary>
    [Id(16)]
    public DateTimeOffset? EstimatedEnd { get; init; }

    /// <summary>Why it failed, or why it waits at its page; null where neither is so.</summary>
    [Id(17)]
    public string? Error { get; init; }

    /// <summary>Who started it: an API key's eight characters, or <c>schedule</c>.</summary>
    [Id(18)]
    public required string StartedBy { get; init; }

    /// <summary>When it was started, UTC.</summary>
    [Id(19)]
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its last page was written, UTC; null before the first.</summary>
    [Id(20)]
    public DateTimeOffset? ProgressAt { get; init; }

    /// <summary>When it ended, UTC; null while it runs.</summary>
    [Id(21)]
    public DateTimeOffset? FinishedAt { get; init; }
}
