namespace Integration.Sandbox.Platforms.Orders;

/// <summary>How far an order or a line is.</summary>
public enum ShopOrderStatus
{
    /// <summary>Placed, not to be shipped yet.</summary>
    Pending,

    /// <summary>To be shipped.</summary>
    ToShip,

    /// <summary>A part is on its way.</summary>
    PartlyShipped,

    /// <summary>On its way.</summary>
    Shipped,

    /// <summary>A part was received.</summary>
    PartlyReceived,

    /// <summary>Received.</summary>
    Received,

    /// <summary>Called off.</summary>
    Cancelled,
}
