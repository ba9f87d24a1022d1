namespace Integration.Streams;

/// <summary>The stream that carries deliveries to push grains: one stream per subscriber, its key the subscriber's id.</summary>
internal static class DeliveryStream
{
    public const string Provider = "deliveries";

    public const string Namespace = "deliveries";

    public static StreamId Of(string subscriber) => StreamId.Create(Namespace, subscriber);
}
