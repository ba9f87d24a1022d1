namespace Integration.Sandbox.Demo;

/// <summary>The hub's own figures of one subscriber.</summary>
internal sealed record SubscriberFigures
{
    public long Events { get; init; }

    public long Delivered { get; init; }

    public long Failed { get; init; }

    public long Expired { get; init; }

    public long Cancelled { get; init; }

    public long Pending { get; init; }

    public long Attempts { get; init; }

    /// <summary>What the hub says became of its events.</summary>
    public long AccountedFor => Delivered + Failed + Expired + Cancelled + Pending;

    /// <summary>Of <see cref="Events"/>, those that an earlier run left pending.</summary>
    public long CarriedOver { get; init; }

    /// <summary>What happened since an earlier reading; what was pending then counts as events of this time.</summary>
    public SubscriberFigures Since(SubscriberFigures earlier) =>
        new()
        {
            Events = Events - earlier.Events + earlier.Pending,
            CarriedOver = earlier.Pending,
            Delivered = Delivered - earlier.Delivered,
            Failed = Failed - earlier.Failed,
            Expired = Expired - earlier.Expired,
            Cancelled = Cancelled - earlier.Cancelled,
            Pending = Pending,
            Attempts = Attempts - earlier.Attempts,
        };
}
