using System.ComponentModel.DataAnnotations;

namespace Integration.Streams;

/// <summary>The fast path from commit to push grain.</summary>
public sealed class DeliveryStreamOptions
{
    /// <summary>Queues of the whole cluster; 1 to 64, default 8. All silos must agree.</summary>
    [Range(1, 64)]
    public int Queues { get; set; } = 8;

    /// <summary>What carries batches; default <see cref="DeliveryCarrier.Waiting"/>. All silos must agree.</summary>
    [EnumDataType(typeof(DeliveryCarrier))]
    public DeliveryCarrier Carrier { get; set; }

    /// <summary>
    /// Batches that a queue holds; 16 to 65,536, default 4,096. What comes on top is dropped and found in its rows again,
    /// up to two seconds later.
    /// </summary>
    [Range(16, 65_536)]
    public int QueueCapacity { get; set; } = 4_096;

    /// <summary>
    /// Payload bytes that a queue holds; 1 MiB to 4 GiB, default 64 MiB. What comes on top is dropped likewise.
    /// </summary>
    [Range(1L << 20, 4L << 30)]
    public long QueueBytes { get; set; } = 64L << 20;

    /// <summary>How long a reader waits for a first batch; 100 ms to 4 s, default 1 s. A stop waits for it at most.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:04")]
    public TimeSpan ReceiverWait { get; set; } = TimeSpan.FromSeconds(1);
}
