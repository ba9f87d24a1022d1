using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace Integration.Streams;

/// <summary>
/// A queue adapter behind Orleans' stream API whose receivers wait in place of polling (decision record 003): the latency
/// of a grain call with the routing, caching and back-pressure of streams.
/// </summary>
internal sealed class WaitingQueueAdapterFactory(
    string name,
    DeliveryStreamOptions options,
    DeliveryQueues queues,
    IGrainFactory grains,
    ILocalSiloDetails silo,
    ILoggerFactory loggers
) : IQueueAdapterFactory, IQueueAdapter
{
    // 4,096 items: what Orleans' simple cache holds by default and what the queues hold too.
    private readonly SimpleQueueAdapterCache _cache = new(new SimpleQueueCacheOptions(), name, loggers);

    // Asking the factory for a reference looks the interface's attributes up each time.
    private readonly ConcurrentDictionary<QueueId, IDeliveryQueueGrain> _grains = new();
    private readonly Func<QueueId, IDeliveryQueueGrain> _newGrain = queue =>
        grains.GetGrain<IDeliveryQueueGrain>(
            string.Create(CultureInfo.InvariantCulture, $"queue-{queue.GetNumericId()}")
        );

    public string Name => name;

    // Rows are the truth: nothing is ever read again from a stream.
    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public static IQueueAdapterFactory Create(IServiceProvider services, string name) =>
        ActivatorUtilities.CreateInstance<WaitingQueueAdapterFactory>(services, name);

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => _cache;

    public IStreamQueueMapper GetStreamQueueMapper() => queues.Mapper;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) =>
        new WaitingQueueReceiver(
            QueueOf(queueId),
            silo.SiloAddress,
            options,
            loggers.CreateLogger<WaitingQueueReceiver>()
        );

    public async Task QueueMessageBatchAsync<T>(
        StreamId streamId,
        IEnumerable<T> events,
        StreamSequenceToken? token,
        Dictionary<string, object>? requestContext
    )
    {
        var queue = QueueOf(queues.Mapper.GetQueueForStream(streamId));
        foreach (var item in events)
        {
            var batch =
                item as DeliveryBatch
                ?? throw new NotSupportedException(
                    $"This stream carries {nameof(DeliveryBatch)}, not {typeof(T).Name}."
                );
            await queue.Enqueue(new QueuedBatch(streamId, batch));
        }
    }

    private IDeliveryQueueGrain QueueOf(QueueId queue) => _grains.GetOrAdd(queue, _newGrain);
}
