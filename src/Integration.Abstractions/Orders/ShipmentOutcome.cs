namespace Integration.Orders;

/// <summary>What came of telling a platform of a shipment.</summary>
public enum ShipmentOutcome
{
    /// <summary>The platform has taken it.</summary>
    Confirmed = 0,

    /// <summary>It was sent, and no usable answer says whether the platform has taken it.</summary>
    Unknown = 1,
}
