using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Integration.Streams;

/// <summary>
/// A bounded queue whose reader waits in place of asking again: no poll adds to the latency, and an idle queue costs one
/// call a second. Reentrant, so that publishers get in while the reader waits. Lives on its reader's silo: what is read makes
/// no hop.
/// </summary>
[Reentrant]
[PreferLocalPlacement]
internal sealed class DeliveryQueueGrain(
    DeliveryStreamOptions options,
    [FromKeyedServices(TimeProviderNames.SystemTimers)] TimeProvider time
) : Grain, IDeliveryQueueGrain, IGrainMigrationParticipant
{
    private const string Luggage = "batches";
    private const string Counted = "sequence";
    private readonly Queue<QueuedBatch> _queue = new();
    private TaskCompletionSource? _arrival;
    private long _bytes;

    // From the clock: a queue that moved to another silo must not start below what its consumers have seen.
    private long _sequence = time.GetUtcNow().UtcTicks;

    public Task Enqueue(QueuedBatch batch)
    {
        var bytes = batch.Batch.Bytes;
        if (_queue.Count < options.QueueCapacity && (_bytes + bytes <= options.QueueBytes || _queue.Count == 0))
        {
            _bytes += bytes;
            _queue.Enqueue(batch with { SequenceNumber = ++_sequence });
            _arrival?.TrySetResult();
        }

        return Task.CompletedTask;
    }

    public Task Follow(SiloAddress reader)
    {
        if (!reader.Equals(GrainContext.Address.SiloAddress))
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, reader);
            this.MigrateOnIdle();
            // It leaves when nobody waits in it: an earlier reader is answered now, publishers are held up for no second.
            _arrival?.TrySetResult();
        }

        return Task.CompletedTask;
    }

    public void OnDehydrate(IDehydrationContext dehydrationContext)
    {
        dehydrationContext.TryAddValue(Luggage, _queue.ToArray());
        dehydrationContext.TryAddValue(Counted, _sequence);
    }

    public void OnRehydrate(IRehydrationContext rehydrationContext)
    {
        if (rehydrationContext.TryGetValue<long>(Counted, out var sequence))
        {
            _sequence = Math.Max(_sequence, sequence);
        }

        if (rehydrationContext.TryGetValue<QueuedBatch[]>(Luggage, out var batches))
        {
            foreach (var batch in batches!)
            {
                _queue.Enqueue(batch);
                _bytes += batch.Batch.Bytes;
            }
        }
    }

    public async Task<QueuedBatch[]> Dequeue(int maxCount, TimeSpan wait, CancellationToken ct)
    {
        if (_queue.Count == 0)
        {
            _arrival = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                await _arrival.Task.WaitAsync(wait, time, ct);
            }
            catch (TimeoutException)
            {
                // Nothing came: the agent uses the pause to tidy its cache, and asks again.
            }
            finally
            {
                _arrival = null;
            }
        }

        var batches = new QueuedBatch[Math.Min(maxCount, _queue.Count)];
        for (var i = 0; i < batches.Length; i++)
        {
            batches[i] = _queue.Dequeue();
            _bytes -= batches[i].Batch.Bytes;
        }

        return batches;
    }
}
