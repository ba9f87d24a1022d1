namespace Integration.Enrichment;

/// <summary>An enrichment task as the API shows it.</summary>
[GenerateSerializer, Immutable, Alias("integration.EnrichmentTaskResource")]
public sealed record EnrichmentTaskResource
{
    /// <summary>The id, <c>shop:number</c>.</summary>
    public string Id => new EnrichmentTaskId(Shop, ParentOrderSn).ToString();

    /// <summary>The shop.</summary>
    [Id(0)]
    public required string Shop { get; init; }

    /// <summary>The number of the parent order.</summary>
    [Id(1)]
    public required string ParentOrderSn { get; init; }

    /// <summary>The numbers of its lines.</summary>
    [Id(2)]
    public required string[] OrderIds { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(3)]
    public required EnrichmentTaskStatus Status { get; init; }

    /// <summary>Whether somebody asked for it by hand.</summary>
    [Id(4)]
    public required bool ByHand { get; init; }

    /// <summary>The number of the first package.</summary>
    [Id(5)]
    public string? PackageSn { get; init; }

    /// <summary>How it failed last; null where it did not.</summary>
    [Id(6)]
    public string? Error { get; init; }

    /// <summary>Retries so far.</summary>
    [Id(7)]
    public required int Retries { get; init; }

    /// <summary>Times that there was no package yet.</summary>
    [Id(8)]
    public required int Looks { get; init; }

    /// <summary>When it is due; once a worker has it or it has ended, when it was.</summary>
    [Id(9)]
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Until when a worker has it at the longest; null where none has.</summary>
    [Id(10)]
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When it was made, UTC.</summary>
    [Id(11)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    [Id(12)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it ended, UTC; null while it has not.</summary>
    [Id(13)]
    public DateTimeOffset? FinishedAt { get; init; }
}
