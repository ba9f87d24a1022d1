using Integration.Problems;

namespace Integration.Intake;

/// <summary>What became of one appended event.</summary>
/// <param name="EventId">The stored event's id: for a duplicate, the first one's.</param>
/// <param name="Duplicate">The event was there already and is not delivered again.</param>
/// <param name="Problem">Why it was refused; null when it is committed.</param>
[GenerateSerializer, Immutable, Alias("integration.AppendResult")]
public sealed record AppendResult(
    [property: Id(0)] Guid EventId,
    [property: Id(1)] bool Duplicate,
    [property: Id(2)] Problem? Problem = null
)
{
    /// <summary>Whether a platform has sent it, which takes nothing but HTTP 200 for "received".</summary>
    [Id(3)]
    public bool IsPlatforms { get; init; }
}
