namespace Integration.Delivery;

/// <summary>An attempt to be made: the delivery, the configuration it began under, and the grain to tell.</summary>
internal sealed record Attempt(DeliveryItem Item, SubscriberRuntime Subscriber, ISubscriberGrain Owner);
