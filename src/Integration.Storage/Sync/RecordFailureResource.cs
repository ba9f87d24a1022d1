using Integration.Platforms;

namespace Integration.Sync;

/// <summary>A record that could not be read or stored, as the API shows it.</summary>
public sealed record RecordFailureResource
{
    /// <summary>The shop.</summary>
    public required string Shop { get; init; }

    /// <summary>What it is of.</summary>
    public required SyncKind Kind { get; init; }

    /// <summary>By which it is known within the shop.</summary>
    public required string Key { get; init; }

    /// <summary>The record's id; null where none could be read.</summary>
    public string? RecordId { get; init; }

    /// <summary>The run that last met it; null where it was asked for by itself, or the run is gone.</summary>
    public Guid? Run { get; init; }

    /// <summary>The class of the failure.</summary>
    public required FailureKind FailureKind { get; init; }

    /// <summary>What was wrong.</summary>
    public required FailureReason FailureReason { get; init; }

    /// <summary>A sentence for a person.</summary>
    public required string Detail { get; init; }

    /// <summary>Tries apart so far.</summary>
    public required int Tries { get; init; }

    /// <summary>When it is tried again; null where it is not, by itself.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>When it was first met, UTC.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When it last failed in a new way, or was tried, UTC.</summary>
    public required DateTimeOffset LastAt { get; init; }
}
