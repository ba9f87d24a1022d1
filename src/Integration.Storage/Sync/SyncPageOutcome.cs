using Integration.Delivery;
using Integration.Intake;

namespace Integration.Sync;

/// <summary>What became of a page.</summary>
/// <param name="IsWritten">False where the run has another owner, stands elsewhere or has ended: then nothing was written.</param>
/// <param name="Routing">The routing table that was used.</param>
public sealed record SyncPageOutcome(bool IsWritten, RoutingTable Routing)
{
    /// <summary>The events, to be published.</summary>
    public IReadOnlyList<AppendedEvent> Events { get; init; } = [];

    /// <summary>Ids of records that were new.</summary>
    public IReadOnlyList<string> Created { get; init; } = [];

    /// <summary>Ids of records that had changed.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>How many records were as they are stored, or older.</summary>
    public int Unchanged { get; init; }

    /// <summary>Failures of it, those that the hub itself found included.</summary>
    public int Failed { get; init; }
}
