namespace Integration.Delivery;

/// <summary>An attempt to be made: the delivery, the configuration it began under, and the grain to tell.</summary>
internal sealed record Attempt(DeliveryItem Item, SubscriberRuntime Subscriber, ISubscriberGrain Owner)
{
    private volatile bool _ended;

    /// <summary>Whether the silo is done with it: committed, or given up, and the report on its way.</summary>
    public bool HasEnded => _ended;

    public void End() => _ended = true;
}
