using System.ComponentModel.DataAnnotations;

namespace Integration.Alerts;

/// <summary>How often alerts are measured and judged, and how long their history is kept (<c>Integration:Alerts</c>).</summary>
public sealed class AlertStepOptions
{
    /// <summary>Between two steps of the engine; 1 to 10 s, default 5 s. It delays each notice by up to its length.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:10")]
    public TimeSpan StepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Between two rounds of measures; 1 to 30 s, default 5 s. It delays each notice by up to its length. Each round costs every silo one question to the database, and one silo
    /// ten more.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan MeasureInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The time that a share of failures is taken over; 1 min to 1 h, default 5 min. A shorter one tells sooner, and of fewer calls.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan RatioWindow { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Calls or tasks in the window from which a share is observed; 1 to 10,000, default 20.</summary>
    [Range(1, 10_000)]
    public int LeastCount { get; set; } = 20;

    /// <summary>
    /// Failed calls or tasks in the window from which their share is observed though they are few, where most failed; 1 to
    /// 10,000, default 5. An account that makes few calls, or whose circuit is open, would never be seen to fail otherwise.
    /// </summary>
    [Range(1, 10_000)]
    public int LeastFailed { get; set; } = 5;

    /// <summary>Attempts to deliver in the window from which their share is observed; 1 to 10,000, default 5.</summary>
    [Range(1, 10_000)]
    public int LeastAttempts { get; set; } = 5;

    /// <summary>
    /// A member of the cluster that hands over no measures for so long, and for three rounds of them, counts as silent; 10 s to 10 min,
    /// default 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Measured values that wait for a step at most, and what one process remembers to measure; 100 to 100,000, default 20,000. Beyond it the
    /// oldest values go, and new things are not measured.
    /// </summary>
    [Range(100, 100_000)]
    public int MaxValues { get; set; } = 20_000;

    /// <summary>Subscribers that are measured in a round at most, the worst of them; 10 to 10,000, default 1,000.</summary>
    [Range(10, 10_000)]
    public int MaxSubscribers { get; set; } = 1_000;

    /// <summary>Shops that are measured in a round at most, the worst of them by each measure; 10 to 10,000, default 1,000.</summary>
    [Range(10, 10_000)]
    public int MaxShops { get; set; } = 1_000;

    /// <summary>Accounts at platforms that are measured in a round at most, by each measure; 10 to 10,000, default 1,000.</summary>
    [Range(10, 10_000)]
    public int MaxAccounts { get; set; } = 1_000;

    /// <summary>
    /// Enrichment tasks that a round counts at most: of each shop those that are due, and of all those that ended last; 1,000 to
    /// 100,000, default 10,000. A rule with a higher threshold waits in vain.
    /// </summary>
    [Range(1_000, 100_000)]
    public int MaxTasks { get; set; } = 10_000;

    /// <summary>Days that the histories of alerts and notices are kept; 1 to 3650, default 90.</summary>
    [Range(1, 3650)]
    public int HistoryDays { get; set; } = 90;

    /// <summary>Rows of each history at most; 1,000 to 10,000,000, default 100,000. Beyond it the oldest go.</summary>
    [Range(1_000, 10_000_000)]
    public int MaxHistory { get; set; } = 100_000;

    /// <summary>Rules of the operator's own at most; 1 to 10,000, default 500.</summary>
    [Range(1, 10_000)]
    public int MaxRules { get; set; } = 500;

    /// <summary>Silences that are not over at most; 1 to 10,000, default 500.</summary>
    [Range(1, 10_000)]
    public int MaxSilences { get; set; } = 500;
}
