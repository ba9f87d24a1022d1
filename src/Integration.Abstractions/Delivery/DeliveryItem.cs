namespace Integration.Delivery;

/// <summary>A pending delivery with all that an attempt needs: what the stream carries and what a window holds.</summary>
[GenerateSerializer, Immutable, Alias("integration.DeliveryItem")]
public sealed record DeliveryItem
{
    /// <summary>The delivery's id, UUID v7.</summary>
    [Id(0)]
    public required Guid DeliveryId { get; init; }

    /// <summary>The subscriber's epoch when the event was routed.</summary>
    [Id(1)]
    public required long Epoch { get; init; }

    /// <summary>Attempts made so far.</summary>
    [Id(2)]
    public int Attempts { get; init; }

    /// <summary>The event; one object for all subscribers of a silo.</summary>
    [Id(3)]
    public required StoredEvent Event { get; init; }
}
