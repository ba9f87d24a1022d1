using Integration.Orders;

namespace Integration.Vendure;

/// <summary>The states of an order; shops may add their own.</summary>
internal static class VendureStates
{
    public const string Shipped = "Shipped";
    public const string PartiallyShipped = "PartiallyShipped";
    public const string Delivered = "Delivered";
    public const string Cancelled = "Cancelled";

    /// <summary>States at whose end an order is, as a rule.</summary>
    public static string[] Final { get; } = [Delivered, Cancelled];

    /// <summary>How far an order in a state is.</summary>
    public static OrderStatus Of(string? state) =>
        state switch
        {
            "Created"
            or "Draft"
            or "AddingItems"
            or "ArrangingPayment"
            or "ArrangingAdditionalPayment"
            or "Modifying" => OrderStatus.Pending,
            "PaymentAuthorized" or "PaymentSettled" => OrderStatus.AwaitingShipment,
            PartiallyShipped => OrderStatus.PartlyShipped,
            Shipped => OrderStatus.Shipped,
            "PartiallyDelivered" => OrderStatus.PartlyDelivered,
            Delivered => OrderStatus.Delivered,
            Cancelled => OrderStatus.Cancelled,
            _ => OrderStatus.Unknown,
        };
}
