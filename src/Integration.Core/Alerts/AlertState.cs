using System.Collections.Immutable;

namespace Integration.Alerts;

/// <summary>
/// All that the engine knows between two steps; stored as JSON by <see cref="AlertJson"/>. Immutable.
/// </summary>
public sealed record AlertState
{
    /// <summary>Nothing seen yet.</summary>
    public static AlertState Empty { get; } = new();

    /// <summary>
    /// The engine's own clock, in milliseconds that were watched. It never goes backward, and time that nobody watched does
    /// not count (<see cref="AlertOptions.MaxStep"/>).
    /// </summary>
    public long Clock { get; init; }

    /// <summary>The newest instant of a step; null before the first.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Numbers of notices given so far; of those that were told as one, each had its own.</summary>
    public long Notices { get; init; }

    /// <summary>Observations that would have become alerts beyond <see cref="AlertOptions.MaxAlerts"/>.</summary>
    public long Untracked { get; init; }

    /// <summary>Alerts by key (<see cref="AlertLabels.Key"/>).</summary>
    public ImmutableDictionary<string, AlertEntry> Alerts { get; init; } =
        ImmutableDictionary<string, AlertEntry>.Empty;

    /// <summary>Groups by key: the rule's id and the labels by which it groups.</summary>
    public ImmutableDictionary<string, AlertGroup> Groups { get; init; } =
        ImmutableDictionary<string, AlertGroup>.Empty;
}
