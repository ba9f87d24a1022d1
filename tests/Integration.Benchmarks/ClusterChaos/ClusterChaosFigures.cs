namespace Integration.Benchmarks.ClusterChaos;

/// <summary>What a run counted.</summary>
internal sealed record ClusterChaosFigures
{
    /// <summary>Events that were due.</summary>
    public required int Due { get; init; }

    /// <summary>Events that were acknowledged.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Acknowledged and never arrived.</summary>
    public required int Lost { get; init; }

    /// <summary>Arrived again.</summary>
    public required long Repeated { get; init; }

    /// <summary>Arrivals with a wrong signature, or of events nobody sent.</summary>
    public required long Wrong { get; init; }

    /// <summary>How often a woken silo ended itself.</summary>
    public required int EndedThemselves { get; init; }

    /// <summary>By kind of strike.</summary>
    public required IReadOnlyList<StrikeFigures> Strikes { get; init; }
}
