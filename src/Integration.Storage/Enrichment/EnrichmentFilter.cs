namespace Integration.Enrichment;

/// <summary>Which enrichment tasks; null for any.</summary>
/// <param name="Shop">Of this shop.</param>
/// <param name="Status">In this status.</param>
/// <param name="Order">Of this (parent) order, or with this line.</param>
/// <param name="Search">Whose order number, first package or error holds this text, whatever the case of its letters.</param>
public sealed record EnrichmentFilter(
    string? Shop = null,
    EnrichmentTaskStatus? Status = null,
    string? Order = null,
    string? Search = null
);
