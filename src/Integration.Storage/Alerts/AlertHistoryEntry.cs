namespace Integration.Alerts;

/// <summary>Something that became of an alert.</summary>
public sealed record AlertHistoryEntry
{
    /// <summary>Its id, UUID v7.</summary>
    public required Guid Id { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The alert's id.</summary>
    public required string AlertId { get; init; }

    /// <summary>The alert's rule and labels, for people.</summary>
    public required string Key { get; init; }

    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>The rule's severity then.</summary>
    public required string Severity { get; init; }

    /// <summary>
    /// <c>raised</c>, <c>resolved</c>, <c>flapping</c>, <c>acknowledged</c>, or <c>forgotten</c> where the rule went while it fired.
    /// </summary>
    public required string Change { get; init; }

    /// <summary>The last value; null where none came any more.</summary>
    public double? Value { get; init; }

    /// <summary>Who did it: an API key's eight characters; null for the engine.</summary>
    public string? Actor { get; init; }
}
