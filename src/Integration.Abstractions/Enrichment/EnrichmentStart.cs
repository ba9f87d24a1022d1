namespace Integration.Enrichment;

/// <summary>What came of a request for packages; the shop's tasks show how it goes on.</summary>
[GenerateSerializer, Immutable, Alias("integration.EnrichmentStart")]
public sealed record EnrichmentStart
{
    /// <summary>The shop.</summary>
    [Id(0)]
    public required string Shop { get; init; }

    /// <summary>Tasks that wait for it now; those that were worked on just then are not among them.</summary>
    [Id(1)]
    public required int Tasks { get; init; }

    /// <summary>Orders that were named and need none, at most the first 100.</summary>
    [Id(2)]
    public SkippedOrder[] Skipped { get; init; } = [];
}
