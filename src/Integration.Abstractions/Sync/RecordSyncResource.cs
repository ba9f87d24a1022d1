using Integration.Platforms;

namespace Integration.Sync;

/// <summary>One record that was synced by hand.</summary>
[GenerateSerializer, Immutable, Alias("integration.RecordSyncResource")]
public sealed record RecordSyncResource
{
    /// <summary>The shop.</summary>
    [Id(0)]
    public required string Shop { get; init; }

    /// <summary>What it is.</summary>
    [Id(1)]
    public required SyncKind Kind { get; init; }

    /// <summary>The platform's number or id of it.</summary>
    [Id(2)]
    public required string Id { get; init; }

    /// <summary>What came of it.</summary>
    [Id(3)]
    public required RecordSyncOutcome Outcome { get; init; }

    /// <summary>Why it failed; null where it did not. That the platform refuses is an answer too.</summary>
    [Id(4)]
    public PlatformFailure? Failure { get; init; }

    /// <summary>When the platform was asked, UTC.</summary>
    [Id(5)]
    public required DateTimeOffset At { get; init; }
}
