namespace Integration.Benchmarks.Chaos;

/// <summary>What a chaos run counted.</summary>
internal sealed record ChaosFigures
{
    /// <summary>Events that were due.</summary>
    public required int Due { get; init; }

    /// <summary>Events that were acknowledged.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Acknowledged and never arrived.</summary>
    public required long Lost { get; init; }

    /// <summary>Arrived again.</summary>
    public required long Repeated { get; init; }

    /// <summary>Arrivals with a wrong signature, or of events nobody sent.</summary>
    public required long Wrong { get; init; }

    /// <summary>Arrivals of events whose acknowledgement the kill cut off.</summary>
    public required long Unacknowledged { get; init; }

    /// <summary>From each kill to the next 202.</summary>
    public required IReadOnlyList<TimeSpan> Back { get; init; }

    /// <summary>From each kill until everything that had been acknowledged before it had arrived.</summary>
    public required IReadOnlyList<TimeSpan> CaughtUp { get; init; }
}
