namespace Integration.Monitoring;

/// <summary>
/// What happened in a range of time (W5), from roll-ups; <see cref="Pending"/>, and what a change has just cancelled, from rows.
/// </summary>
public sealed record PushStatistics
{
    /// <summary>Events accepted; for one subscriber, those routed to it.</summary>
    public required long Events { get; init; }

    /// <summary>Deliveries answered with 2xx.</summary>
    public required long Delivered { get; init; }

    /// <summary>Deliveries whose schedule was used up.</summary>
    public required long Failed { get; init; }

    /// <summary>Deliveries too old to be pushed.</summary>
    public required long Expired { get; init; }

    /// <summary>Deliveries of disabled or deleted subscribers.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Deliveries that wait now, whatever the range.</summary>
    public required long Pending { get; init; }

    /// <summary>Attempts made.</summary>
    public required long Attempts { get; init; }

    /// <summary>When the last attempt began, UTC.</summary>
    public DateTimeOffset? LastPushTime { get; init; }

    /// <summary>Mean of the delays from received to 2xx, ms.</summary>
    public double? AverageDelayMs { get; init; }

    /// <summary>Median of these delays, ms, to 26 %.</summary>
    public double? P50Ms { get; init; }

    /// <summary>99th percentile of these delays, ms, to 26 %.</summary>
    public double? P99Ms { get; init; }
}
