namespace Integration.Intake;

/// <summary>A delivery made for a subscriber.</summary>
/// <param name="DeliveryId">Its id, UUID v7.</param>
/// <param name="SubscriberId">The subscriber.</param>
/// <param name="Epoch">The subscriber's epoch.</param>
public sealed record RoutedDelivery(Guid DeliveryId, string SubscriberId, long Epoch);
