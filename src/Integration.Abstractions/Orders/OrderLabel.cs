namespace Integration.Orders;

/// <summary>A mark that the platform puts on an order or a line, such as "soon to be overdue".</summary>
/// <param name="Name">The platform's own name of it.</param>
/// <param name="Value">Its value as the platform wrote it; null where it has none.</param>
[GenerateSerializer, Immutable, Alias("integration.OrderLabel")]
public sealed record OrderLabel([property: Id(0)] string Name, [property: Id(1)] string? Value);
