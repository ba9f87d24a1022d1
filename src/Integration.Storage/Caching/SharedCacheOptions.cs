using System.ComponentModel.DataAnnotations;

namespace Integration.Caching;

/// <summary>Bounds of the cache's level in the database.</summary>
public sealed class SharedCacheOptions
{
    /// <summary>
    /// Values at most; 100 to 10,000,000, default 100,000. Above it those that end soonest are removed; each silo looks every 1 % of
    /// so many writes, so the table may be larger by that.
    /// </summary>
    [Range(100, 10_000_000)]
    public int MaxEntries { get; set; } = 100_000;

    /// <summary>The largest value that is kept; 1 KiB to 16 MiB, default 1 MiB. A larger one is not stored.</summary>
    [Range(1024, 16_777_216)]
    public int MaxValueBytes { get; set; } = 1024 * 1024;

    /// <summary>
    /// Reads and writes at once; 1 to 20, default 8. More would take connections from lists and searches; others wait for their turn.
    /// </summary>
    [Range(1, 20)]
    public int QueriesAtOnce { get; set; } = 8;

    /// <summary>
    /// Values that wait to be written; 1 to 100,000, default 4,096. They are written in groups, while one group is written the next one
    /// gathers. What comes above it, or above 64 MiB, is not kept.
    /// </summary>
    [Range(1, 100_000)]
    public int MaxQueued { get; set; } = 4_096;

    /// <summary>
    /// How long a read or a write may take; 50 ms to 10 s, default 1 s. Then the database counts as away: the source is asked.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a database that is away is not asked again; 100 ms to 5 min, default 5 s. Longer means more calls to platforms after a
    /// short outage, shorter more waiting during a long one.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan AwayTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Removals that are remembered for a database that is away; 1 to 1,000,000, default 10,000. Above it everything is removed once it is
    /// back.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxOwedRemovals { get; set; } = 10_000;

    /// <summary>Time of day, UTC, at which what has ended is removed; 00:00 to 23:59:59, default 03:00. A missed one is made up for.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "23:59:59")]
    public TimeSpan PurgeAt { get; set; } = TimeSpan.FromHours(3);

    /// <summary>
    /// How often a silo writes its counts of look-ups down; 1 s to 1 h, default 1 min. What a crash loses is counted in no day.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StatisticsInterval { get; set; } = TimeSpan.FromMinutes(1);
}
