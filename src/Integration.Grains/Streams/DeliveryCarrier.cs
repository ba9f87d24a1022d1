namespace Integration.Streams;

/// <summary>What carries batches from commit to push grain. Either way the rows are the truth.</summary>
public enum DeliveryCarrier
{
    /// <summary>Our queues, whose readers wait: the least latency, next to nothing when idle.</summary>
    Waiting,

    /// <summary>
    /// Orleans' memory streams, polled every 10 ms: for who trusts them more. About 8 ms more latency and a tenth of a
    /// core when idle; the bounds of a queue are Orleans' own (16,384 items).
    /// </summary>
    Memory,
}
