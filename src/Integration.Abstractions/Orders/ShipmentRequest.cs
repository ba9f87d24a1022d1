namespace Integration.Orders;

/// <summary>That an order, or a part of it, has left with a carrier, to be told to its platform.</summary>
[GenerateSerializer, Immutable, Alias("integration.ShipmentRequest")]
public sealed record ShipmentRequest
{
    /// <summary>The platform's own id of the carrier; 1 to 64 visible ASCII characters.</summary>
    [Id(0)]
    public required string Carrier { get; init; }

    /// <summary>The carrier's number of the parcel; 1 to 64 visible ASCII characters.</summary>
    [Id(1)]
    public required string TrackingNumber { get; init; }

    /// <summary>What is in the parcel, each line once; empty or left out for all of the order that is still to be shipped.</summary>
    [Id(2)]
    public ShippedLine[]? Lines { get; init; }

    /// <summary>Whether it takes the place of what was told of this order before.</summary>
    [Id(3)]
    public bool Replaces { get; init; }
}
