namespace Integration.Orders;

/// <summary>How far an order or one of its lines is. The numbers are stored.</summary>
public enum OrderStatus
{
    /// <summary>A status that the connector does not know; <see cref="Order.StatusText"/> has the platform's own.</summary>
    Unknown = 0,

    /// <summary>Placed, and not to be shipped yet: unpaid, or under the platform's review.</summary>
    Pending = 1,

    /// <summary>To be shipped.</summary>
    AwaitingShipment = 2,

    /// <summary>A part of it is on its way.</summary>
    PartlyShipped = 3,

    /// <summary>On its way.</summary>
    Shipped = 4,

    /// <summary>A part of it was received.</summary>
    PartlyDelivered = 5,

    /// <summary>Received.</summary>
    Delivered = 6,

    /// <summary>Called off before the end.</summary>
    Cancelled = 7,
}
