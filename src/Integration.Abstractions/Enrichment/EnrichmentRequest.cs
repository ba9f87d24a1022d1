namespace Integration.Enrichment;

/// <summary>Asks by hand for the packages of a shop's orders.</summary>
[GenerateSerializer, Immutable, Alias("integration.EnrichmentRequest")]
public sealed record EnrichmentRequest
{
    /// <summary>The shop.</summary>
    [Id(0)]
    public string? Shop { get; init; }

    /// <summary>The numbers of its (parent) orders; left out for all that are on their way and lack packages.</summary>
    [Id(1)]
    public string[]? Orders { get; init; }
}
