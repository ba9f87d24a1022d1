using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Integration.Streams;

/// <summary>Reads one queue by waiting on its grain.</summary>
internal sealed partial class WaitingQueueReceiver(
    IDeliveryQueueGrain queue,
    SiloAddress here,
    DeliveryStreamOptions options,
    ILogger<WaitingQueueReceiver> logger
) : IQueueAdapterReceiver
{
    public async Task Initialize(TimeSpan timeout)
    {
        try
        {
            await queue.Follow(here);
        }
        catch (Exception exception)
        {
            // A queue elsewhere is read as well, only not as cheaply; one on a silo of an older build knows no such call.
            LogElsewhere(exception);
        }
    }

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

    [LoggerMessage(LogLevel.Debug, "The queue stays on another silo")]
    private partial void LogElsewhere(Exception exception);
}
