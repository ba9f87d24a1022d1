namespace Integration.Orders;

/// <summary>A package of an order, as soon as the platform has given it a number.</summary>
/// <param name="Number">The platform's number of the package.</param>
[GenerateSerializer, Immutable, Alias("integration.OrderPackage")]
public sealed record OrderPackage([property: Id(0)] string Number)
{
    /// <summary>How it is delivered, as the platform wrote it; null where it does not tell.</summary>
    [Id(1)]
    public string? DeliveryType { get; init; }

    /// <summary>Whether the carrier was called successfully; null where the platform does not tell.</summary>
    [Id(2)]
    public bool? CarrierCalled { get; init; }

    /// <summary>The lines that name this package, by <see cref="OrderLine.Id"/>; empty where it stands on the order only.</summary>
    [Id(3)]
    public string[] LineIds { get; init; } = [];
}
