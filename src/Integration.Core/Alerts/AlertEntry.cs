using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Integration.Alerts;

/// <summary>
/// One alert: a rule and a set of labels. Times with <c>Clock</c> in the name are milliseconds of the engine's own clock
/// (<see cref="AlertState.Clock"/>), the others are instants for people.
/// </summary>
public sealed record AlertEntry
{
    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>What the alert is about.</summary>
    public required ImmutableDictionary<string, string> Labels { get; init; }

    /// <summary>Where it stands.</summary>
    public AlertPhase Phase { get; init; }

    /// <summary>When it came to this phase, as the observation or step said.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>When it came to this phase.</summary>
    public long PhaseClock { get; init; }

    /// <summary>The last value; null after <see cref="AlertOptions.NoDataAfter"/>.</summary>
    public double? Value { get; init; }

    /// <summary>When the last value came.</summary>
    public long SeenClock { get; init; }

    /// <summary>Since when a firing alert's condition has not held; null while it holds.</summary>
    public long? ClearClock { get; init; }

    /// <summary>Observations since it became pending for which the condition held: what repeats are folded into.</summary>
    public long Repeats { get; init; }

    /// <summary>It was resolved because no values came any more.</summary>
    public bool NoData { get; init; }

    /// <summary>When it last began or ended to fire, oldest first; at most <see cref="AlertOptions.FlapChanges"/>.</summary>
    public ImmutableList<long> Changes { get; init; } = [];

    /// <summary>It changes so often that changes are not told one by one.</summary>
    public bool Flapping { get; init; }

    /// <summary>What people were last told.</summary>
    public AlertTold Told { get; init; }

    /// <summary>Who has acknowledged it while it fires; null for nobody.</summary>
    public string? AcknowledgedBy { get; init; }

    /// <summary>When it was acknowledged.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>What people should have been told.</summary>
    [JsonIgnore]
    public AlertTold Due =>
        Flapping ? AlertTold.Flapping
        : Phase == AlertPhase.Firing ? AlertTold.Firing
        : AlertTold.Nothing;
}
