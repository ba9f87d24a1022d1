using Integration.Delivery;
using Integration.Intake;

namespace Integration.Sync;

/// <summary>What a step of <see cref="SyncDeletes"/> did.</summary>
/// <param name="IsWritten">False where the run has another owner or has ended.</param>
/// <param name="Routing">The routing table that was used.</param>
public sealed record SyncDeletesOutcome(bool IsWritten, RoutingTable Routing)
{
    /// <summary>Whether another step may find more.</summary>
    public bool HasMore { get; init; }

    /// <summary>Records that were missing for the first time.</summary>
    public int Missing { get; init; }

    /// <summary>Records that count as deleted since.</summary>
    public int Deleted { get; init; }

    /// <summary>The events, to be published.</summary>
    public IReadOnlyList<AppendedEvent> Events { get; init; } = [];
}
