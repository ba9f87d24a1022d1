using Orleans.Streams;

namespace Integration.Streams;

/// <summary>Reads one queue by waiting on its grain.</summary>
internal sealed class WaitingQueueReceiver(IDeliveryQueueGrain queue, DeliveryStreamOptions options)
    : IQueueAdapterReceiver
{
    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) =>
        GetQueueMessagesAsync(maxCount, CancellationToken.None);

    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        try
        {
            return await queue.Dequeue(maxCount, options.ReceiverWait, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The agent is stopping; it expects an answer, not an error.
            return [];
        }
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;
}
