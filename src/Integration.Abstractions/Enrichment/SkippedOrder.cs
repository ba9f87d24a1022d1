namespace Integration.Enrichment;

/// <summary>An order whose packages were asked for in vain.</summary>
/// <param name="Order">The number of the (parent) order.</param>
/// <param name="Reason">Why, for people.</param>
[GenerateSerializer, Immutable, Alias("integration.SkippedOrder")]
public sealed record SkippedOrder([property: Id(0)] string Order, [property: Id(1)] string Reason);
