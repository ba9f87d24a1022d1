using System.Runtime.InteropServices;
using Integration.Delivery;
using Integration.Streams;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Integration.Intake;

/// <summary>
/// Publishes committed deliveries: one stream item for each commit and subscriber. Only the fast path: what is lost here
/// waits in its rows.
/// </summary>
internal sealed partial class DeliveryPublisher(IServiceProvider services, ILogger<DeliveryPublisher> logger)
{
    // Asked for late: the provider comes to life with the silo, this class with its services.
    private readonly Lazy<IStreamProvider> _provider = new(() =>
        services.GetRequiredKeyedService<IStreamProvider>(DeliveryStream.Provider)
    );

    public void Publish(IReadOnlyList<AppendedEvent> events)
    {
        var bySubscriber = new Dictionary<string, List<DeliveryItem>>(StringComparer.Ordinal);
        foreach (var appended in events)
        {
            foreach (var delivery in appended.Deliveries)
            {
                ref var items = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    bySubscriber,
                    delivery.SubscriberId,
                    out _
                );
                (items ??= []).Add(
                    new DeliveryItem
                    {
                        DeliveryId = delivery.DeliveryId,
                        Epoch = delivery.Epoch,
                        Event = appended.Event!,
                    }
                );
            }
        }

        foreach (var (subscriber, items) in bySubscriber)
        {
            _ = Publish(subscriber, new DeliveryBatch([.. items]));
        }
    }

    private async Task Publish(string subscriber, DeliveryBatch batch)
    {
        try
        {
            await _provider.Value.GetStream<DeliveryBatch>(DeliveryStream.Of(subscriber)).OnNextAsync(batch);
        }
        catch (Exception exception)
        {
            LogNotPublished(exception, batch.Items.Length, subscriber);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Count} deliveries of {Subscriber} were not published; their rows bring them back")]
    private partial void LogNotPublished(Exception exception, int count, string subscriber);
}
