using System.Collections.Immutable;

namespace Integration.Alerts;

/// <summary>Alerts of one rule that are told together. Times are milliseconds of the engine's clock.</summary>
public sealed record AlertGroup
{
    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>The labels that the alerts have in common.</summary>
    public required ImmutableDictionary<string, string> Labels { get; init; }

    /// <summary>Since when there is something to tell; null for nothing.</summary>
    public long? ChangedClock { get; init; }

    /// <summary>
    /// When the last notice was made, or when the group came to be with alerts that were told in another; null for never.
    /// </summary>
    public long? ToldClock { get; init; }
}
