using Orleans.Configuration;
using Orleans.Streams;

namespace Integration.Streams;

/// <summary>Which queue carries a subscriber's stream, and which silo reads which queue: every silo computes the same.</summary>
internal sealed class DeliveryQueues(DeliveryStreamOptions options)
{
    /// <summary>Streams to queues.</summary>
    public HashRingBasedStreamQueueMapper Mapper { get; } =
        new(new HashRingStreamQueueMapperOptions { TotalQueueCount = options.Queues }, DeliveryStream.Provider);

    /// <summary>The silo that reads a queue: they take turns, so that none has two queues more than another.</summary>
    /// <param name="queue">One of the mapper's.</param>
    /// <param name="active">The active silos, in any order, one or more.</param>
    public static SiloAddress ReaderOf(QueueId queue, IEnumerable<SiloAddress> active)
    {
        var silos = active.Order().ToArray();
        return silos[(int)(queue.GetNumericId() % silos.Length)];
    }

    /// <summary>The silo that reads a subscriber's stream.</summary>
    public SiloAddress ReaderOf(string subscriber, IEnumerable<SiloAddress> active) =>
        ReaderOf(Mapper.GetQueueForStream(DeliveryStream.Of(subscriber)), active);
}
