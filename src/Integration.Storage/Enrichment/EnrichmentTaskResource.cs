namespace Integration.Enrichment;

/// <summary>An enrichment task as the API shows it.</summary>
public sealed record EnrichmentTaskResource
{
    /// <summary>The shop.</summary>
    public required string Shop { get; init; }

    /// <summary>The number of the parent order.</summary>
    public required string ParentOrderSn { get; init; }

    /// <summary>The numbers of its lines.</summary>
    public required string[] OrderIds { get; init; }

    /// <summary>Where it stands.</summary>
    public required EnrichmentTaskStatus Status { get; init; }

    /// <summary>Whether somebody asked for it by hand.</summary>
    public required bool ByHand { get; init; }

    /// <summary>The number of the first package.</summary>
    public string? PackageSn { get; init; }

    /// <summary>How it failed last; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>Retries so far.</summary>
    public required int Retries { get; init; }

    /// <summary>Times that there was no package yet.</summary>
    public required int Looks { get; init; }

    /// <summary>When it is due; once a worker has it or it has ended, when it was.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Until when a worker has it at the longest; null where none has.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended, UTC; null while it has not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
