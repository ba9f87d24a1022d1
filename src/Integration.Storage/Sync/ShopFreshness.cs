using Integration.Time;

namespace Integration.Sync;

/// <summary>How far the local copy of one kind of a shop's records lies behind the platform.</summary>
public sealed record ShopFreshness
{
    /// <summary>The shop.</summary>
    public required string Shop { get; init; }

    /// <summary>What is synced.</summary>
    public required SyncKind Kind { get; init; }

    /// <summary>Changes up to here, by the platform's clock, have been read; null before the first sync.</summary>
    public DateTimeOffset? WindowEnd { get; init; }

    /// <summary>Seconds from there to now, not negative; null before the first sync.</summary>
    public double? BehindSeconds { get; init; }

    /// <summary>The time between two incremental runs, as the shop has it.</summary>
    public required string Every { get; init; }

    /// <summary>
    /// Seconds by which it is further behind than the time between two runs explains, counted from the shop's making before the first
    /// sync; 0 where it is not synced by itself: the shop is paused or disabled, or this kind is.
    /// </summary>
    public required double LateSeconds { get; init; }

    /// <summary>Judges a state.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="kind">What is synced.</param>
    /// <param name="windowEnd">How far it has been read; null before the first sync.</param>
    /// <param name="madeAt">When the shop was made.</param>
    /// <param name="every">The time between two incremental runs as it is configured; null or unreadable for the usual one.</param>
    /// <param name="usual">The time between two runs of a shop that names none.</param>
    /// <param name="isScheduled">Whether it is synced by itself.</param>
    /// <param name="now">The database clock's now.</param>
    internal static ShopFreshness Of(
        string shop,
        SyncKind kind,
        DateTimeOffset? windowEnd,
        DateTimeOffset madeAt,
        string? every,
        TimeSpan usual,
        bool isScheduled,
        DateTimeOffset now
    )
    {
        var interval = Durations.TryParse(every, out var configured) ? configured : usual;
        var late = now - (windowEnd ?? madeAt) - interval;
        return new ShopFreshness
        {
            Shop = shop,
            Kind = kind,
            WindowEnd = windowEnd,
            // A platform whose clock is ahead of ours is not behind itself.
            BehindSeconds = windowEnd is { } end ? Seconds(now - end) : null,
            Every = Durations.Format(interval),
            LateSeconds = isScheduled ? Seconds(late) : 0,
        };
    }

    private static double Seconds(TimeSpan span) => Math.Max(0, Math.Round(span.TotalSeconds, 3));
}
