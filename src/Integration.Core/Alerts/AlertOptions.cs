using System.ComponentModel.DataAnnotations;

namespace Integration.Alerts;

/// <summary>What holds for all rules.</summary>
public sealed class AlertOptions
{
    /// <summary>
    /// How long the first change of a group waits for others that belong to it; 0 to 2 min, default 4 s. It delays
    /// every first notice, to the next step after it: less than the interval of steps is one of them.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:02:00")]
    public TimeSpan GroupWait { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>
    /// The least time between two notices of one group; 0 to 1 h, default 1 min. A shorter one tells recoveries
    /// sooner and makes more notices.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan GroupInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a value stands without a new one; 1 min to 24 h, default 15 min. After it a pending alert is inactive, and a
    /// firing one resolved for want of data, which the notice says. Must exceed the interval of the slowest metric.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan NoDataAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// So many times of starting or ending to fire within <see cref="FlapWindow"/> are flapping; 3 to 100, default 4. A flapping
    /// alert is told once as such, and not again for each change.
    /// </summary>
    [Range(3, 100)]
    public int FlapChanges { get; set; } = 4;

    /// <summary>See <see cref="FlapChanges"/>; 1 min to 24 h, default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan FlapWindow { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a flapping alert must not change to be told normally again; 1 min to 24 h, default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan FlapCalm { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The most time that counts between two steps; 10 s to 1 h, default 2 min. What is longer was not watched (the process was
    /// down, or the clock was set) and is no evidence that a condition held or that data are missing. Must exceed the interval
    /// between steps.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan MaxStep { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How far an instant may lie behind the newest one and still be taken for a late one; 0 to 1 min, default 5 s. Beyond it
    /// the clock was set back, and time is counted on from the new instant.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LateTolerance { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Alerts that are watched at most, over all rules, those about to fire included; 10 to 100,000, default 10,000. At the limit
    /// a rule that watches none may watch one; other new ones are not watched but counted (<see cref="AlertState.Untracked"/>).
    /// </summary>
    [Range(10, 100_000)]
    public int MaxAlerts { get; set; } = 10_000;

    /// <summary>Alerts that one notice lists at most, the rest is a number; 1 to 100, default 20.</summary>
    [Range(1, 100)]
    public int MaxListed { get; set; } = 20;

    /// <summary>
    /// Notices of one rule in one step at most; 1 to 100, default 10. Where more groups of a rule change at once they are told in one
    /// notice, which lists the first alerts of all and gives the number of the others.
    /// </summary>
    [Range(1, 100)]
    public int MaxNotices { get; set; } = 10;
}
