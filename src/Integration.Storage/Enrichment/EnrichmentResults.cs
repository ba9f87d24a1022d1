using Integration.Delivery;
using Integration.Intake;

namespace Integration.Enrichment;

/// <summary>What became of a group of outcomes.</summary>
/// <param name="Written">The numbers of the tasks that were written; the others had another worker by then, or were gone.</param>
/// <param name="Events">The events, to be published.</param>
/// <param name="Routing">The routing table that was used.</param>
public sealed record EnrichmentResults(
    IReadOnlyList<string> Written,
    IReadOnlyList<AppendedEvent> Events,
    RoutingTable Routing
);
