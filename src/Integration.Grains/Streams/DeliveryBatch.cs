using Integration.Delivery;

namespace Integration.Streams;

/// <summary>The deliveries that one commit made for one subscriber: one stream item.</summary>
[GenerateSerializer, Immutable, Alias("integration.DeliveryBatch")]
internal sealed record DeliveryBatch([property: Id(0)] DeliveryItem[] Items)
{
    /// <summary>What it takes of a queue's bytes.</summary>
    public long Bytes => Items.Sum(item => (long)item.Event.Payload.Length + 512);
}
