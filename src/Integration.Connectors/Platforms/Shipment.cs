namespace Integration.Platforms;

/// <summary>An order, or a part of it, that has left with a carrier.</summary>
/// <param name="OrderNumber">The platform's number of the order.</param>
/// <param name="Carrier">The platform's own id of the carrier.</param>
/// <param name="TrackingNumber">The carrier's number of the parcel.</param>
public sealed record Shipment(string OrderNumber, string Carrier, string TrackingNumber)
{
    /// <summary>What is in the parcel; empty for all of the order that is still to be shipped by the seller.</summary>
    public ShipmentLine[] Lines { get; init; } = [];

    /// <summary>Whether it takes the place of what was told of this order before.</summary>
    public bool Replaces { get; init; }
}
