namespace Integration.Delivery;

/// <summary>Which deliveries; null for any.</summary>
/// <param name="Subscriber">Of this subscriber.</param>
/// <param name="Event">Of this event.</param>
/// <param name="Status">With this status, as shown.</param>
/// <param name="Since">Made at or after.</param>
/// <param name="Until">Made before.</param>
/// <param name="Id">Exactly this one.</param>
public sealed record DeliveryFilter(
    string? Subscriber = null,
    Guid? Event = null,
    DeliveryStatus? Status = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    Guid? Id = null
);
