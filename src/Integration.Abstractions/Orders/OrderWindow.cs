namespace Integration.Orders;

/// <summary>A closed window of time: platforms take whole seconds, and both ends belong to it.</summary>
/// <param name="From">The first second.</param>
/// <param name="To">The last second, not before <paramref name="From"/>.</param>
/// <param name="By">Which time of an order counts.</param>
[GenerateSerializer, Immutable, Alias("integration.OrderWindow")]
public sealed record OrderWindow(
    [property: Id(0)] DateTimeOffset From,
    [property: Id(1)] DateTimeOffset To,
    [property: Id(2)] OrderTime By = OrderTime.Updated
);
