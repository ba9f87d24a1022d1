namespace Integration.Delivery;

/// <summary>What routing must know of a subscriber.</summary>
/// <param name="Id">The subscriber's id.</param>
/// <param name="Epoch">Its epoch; deliveries carry it.</param>
/// <param name="EventTypes">Types and wildcards.</param>
/// <param name="Sources">Sources; empty for all.</param>
public sealed record SubscriberRoute(string Id, long Epoch, string[] EventTypes, string[] Sources);
