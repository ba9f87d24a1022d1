namespace Integration.Delivery;

/// <summary>Whether an event is too old to be pushed to a subscriber (W2).</summary>
internal static class DeliveryAge
{
    public static bool IsExpired(StoredEvent stored, TimeSpan? limit, DateTimeOffset now) =>
        Freshness.IsExpired(LimitFor(stored, limit), stored.FreshFrom, stored.Time, stored.Received, now);

    public static DeliveryOutcome Expired(DeliveryItem item, string subscriber, TimeSpan? limit, DateTimeOffset now) =>
        new()
        {
            DeliveryId = item.DeliveryId,
            SubscriberId = subscriber,
            Received = item.Event.Received,
            AttemptsBefore = item.Attempts,
            Status = DeliveryStatus.Expired,
            At = now,
            Reason = $"The data was older than {Time.Durations.Format(LimitFor(item.Event, limit) ?? TimeSpan.Zero)}.",
        };

    // Zero stands for "off": the subscriber says so explicitly, also for wallet rows.
    private static TimeSpan? LimitFor(StoredEvent stored, TimeSpan? limit) =>
        limit == TimeSpan.Zero ? null
        : limit is null && stored.Type == WalletEvents.Type ? WalletEvents.DefaultFreshness
        : limit;
}
