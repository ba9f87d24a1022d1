using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace Integration.Streams;

/// <summary>A stream item on its way through the queue grain to the pulling agent.</summary>
[GenerateSerializer, Immutable, Alias("integration.QueuedBatch")]
internal sealed record QueuedBatch([property: Id(0)] StreamId StreamId, [property: Id(1)] DeliveryBatch Batch)
    : IBatchContainer
{
    /// <summary>Given by the queue grain.</summary>
    [Id(2)]
    public long SequenceNumber { get; init; }

    [field: NonSerialized]
    public StreamSequenceToken SequenceToken => field ??= new EventSequenceTokenV2(SequenceNumber);

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() => [Tuple.Create((T)(object)Batch, SequenceToken)];

    public bool ImportRequestContext() => false;
}
