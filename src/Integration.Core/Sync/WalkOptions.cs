using System.ComponentModel.DataAnnotations;

namespace Integration.Sync;

/// <summary>How walks through lists of shops go on.</summary>
public sealed class WalkOptions
{
    /// <summary>
    /// How far back a full walk reads, where the list has windows; 1 to 3,650 d, default 90 d. Older records are kept as they were
    /// and are never taken for deleted.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan FullAge { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// How often a window is read from its beginning while its rows move, 1 to 10, default 3. Then it is cut in two, down to windows of
    /// one page, in which nothing can slip; a list without windows is told as unsettled.
    /// </summary>
    [Range(1, 10)]
    public int MaxPasses { get; set; } = 3;

    /// <summary>
    /// Pages that one pass through a window reads at most; 10 to 1,000,000, default 100,000. A pass that is longer goes round in
    /// circles, and its walk fails.
    /// </summary>
    [Range(10, 1_000_000)]
    public int MaxPages { get; set; } = 100_000;

    /// <summary>
    /// Failures in a row that a walk bears, being held back by a rate not counted; 0 to 100, default 8. One more ends it as failed; the
    /// next one begins where the marks say.
    /// </summary>
    [Range(0, 100)]
    public int MaxFailures { get; set; } = 8;

    /// <summary>The wait after a first failure, doubled with each further one; 0 to 10 min, default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan RetryWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two failures of ours to choose; 0 to 1 h, default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxRetryWait { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How far ahead our clock is taken to be, as long as a platform has not told its time; 0 to 1 d, default 10 min. Longer is
    /// safer and staler, for platforms that never tell it.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan UnknownClockMargin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gaps that a walk tells one by one; 1 to 1,000, default 20. Those beyond are only counted.</summary>
    [Range(1, 1000)]
    public int MaxGaps { get; set; } = 20;
}
