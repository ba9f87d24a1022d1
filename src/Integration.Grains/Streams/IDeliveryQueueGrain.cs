namespace Integration.Streams;

/// <summary>One queue between publishers and a pulling agent. Key: the queue's number.</summary>
[Alias("integration.IDeliveryQueueGrain")]
internal interface IDeliveryQueueGrain : IGrainWithStringKey
{
    /// <summary>Takes a batch; when the queue is full it is dropped, and its rows bring it back.</summary>
    [Alias("Enqueue")]
    Task Enqueue(QueuedBatch batch);

    /// <summary>Moves to this silo, where its reader is now, with what it holds.</summary>
    [Alias("Follow")]
    Task Follow(SiloAddress reader);

    /// <summary>Gives what is there, or waits for the first batch; empty when the wait ran out.</summary>
    [Alias("Dequeue")]
    Task<QueuedBatch[]> Dequeue(int maxCount, TimeSpan wait, CancellationToken ct);
}
