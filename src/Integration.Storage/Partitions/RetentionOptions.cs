using System.ComponentModel.DataAnnotations;

namespace Integration.Partitions;

/// <summary>How long things are kept. Days are dropped whole, so a row lives up to a day longer.</summary>
public sealed class RetentionOptions
{
    /// <summary>Events, deliveries and attempts; 1 to 3650 days, default 30. What is still pending then expires.</summary>
    [Range(1, 3650)]
    public int Days { get; set; } = 30;

    /// <summary>The starts of partners' answers; 1 to 3650 days, default 7.</summary>
    [Range(1, 3650)]
    public int AttemptBodyDays { get; set; } = 7;

    /// <summary>
    /// Keys of events, by which repeats are known; 7 to 3650 days, default 30. A repeat that comes later is a new event.
    /// </summary>
    [Range(7, 3650)]
    public int EventKeyDays { get; set; } = 30;

    /// <summary>Days made ahead; 2 to 60, default 7. Without a partition for today nothing can be taken in.</summary>
    [Range(2, 60)]
    public int DaysAhead { get; set; } = 7;

    /// <summary>Minutes are kept at least so many days, because statistics of such a range are read from them.</summary>
    internal const int LeastMinuteRollupDays = 2;

    /// <summary>
    /// Roll-ups per minute; hours are kept for ever, but those of calls to platforms (<see cref="PlatformCallDays"/>). 2 to 30
    /// days, default 2.
    /// </summary>
    [Range(LeastMinuteRollupDays, 30)]
    public int MinuteRollupDays { get; set; } = LeastMinuteRollupDays;

    /// <summary>
    /// Hours of calls to platforms; 31 to 3650 days, default 62. They are asked for over at most 30 days, in steps of at most 30.
    /// </summary>
    [Range(31, 3650)]
    public int PlatformCallDays { get; set; } = 62;

    /// <summary>Collections that have ended, with their items; 1 to 3650 days, default 30. Collected products stay.</summary>
    [Range(1, 3650)]
    public int CollectionDays { get; set; } = 30;

    /// <summary>Sync runs that have ended; 1 to 3650 days, default 30. Orders and products stay.</summary>
    [Range(1, 3650)]
    public int SyncRunDays { get; set; } = 30;

    /// <summary>
    /// Records that could not be read and are not tried again, with what the platform sent; 1 to 3650 days, default 30.
    /// </summary>
    [Range(1, 3650)]
    public int RecordFailureDays { get; set; } = 30;

    /// <summary>Conflicts of products that have ended, with both values; 1 to 3650 days, default 90.</summary>
    [Range(1, 3650)]
    public int ConflictDays { get; set; } = 90;

    /// <summary>Enrichment tasks that have ended; 24 to 8760 hours, default 24.</summary>
    [Range(24, 8760)]
    public int EnrichmentTaskHours { get; set; } = 24;

    /// <summary>The first day whose rows are kept at an instant, for events, deliveries and attempts.</summary>
    internal DateOnly FirstDay(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime).AddDays(-Days);

    /// <summary>The first day whose starts of answers are kept at an instant.</summary>
    internal DateOnly FirstBodyDay(DateTimeOffset now) =>
        DateOnly.FromDateTime(now.UtcDateTime).AddDays(-AttemptBodyDays);
}
