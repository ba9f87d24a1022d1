namespace Integration.Orders;

/// <summary>A state that an order came into.</summary>
/// <param name="At">When.</param>
/// <param name="Status">Which.</param>
/// <param name="StatusText">The state as the platform wrote it.</param>
[GenerateSerializer, Immutable, Alias("integration.OrderStep")]
public sealed record OrderStep(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] OrderStatus Status,
    [property: Id(2)] string StatusText
);
