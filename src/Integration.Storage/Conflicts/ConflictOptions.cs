using System.ComponentModel.DataAnnotations;

namespace Integration.Conflicts;

/// <summary>How local edits of products are compared with the platform's, and written to it.</summary>
public sealed class ConflictOptions
{
    /// <summary>Edited fields of one product; 1 to 10,000, default 500. More are refused.</summary>
    [Range(1, 10_000)]
    public int MaxEdits { get; set; } = 500;

    /// <summary>
    /// How long after a write the platform may still tell what it had before without that being a change; 0 to 1 day, default 10 min.
    /// Longer than its lists are late.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan EchoWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a written edit is kept where no list tells of it; 1 h to 90 days, default 7 days. What lists tell ends it sooner.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan WrittenKept { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Between two looks for edits that are owed; 100 ms to 1 min, default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Accounts of a platform that a silo writes to at once; 1 to 1,000, default 4. Where more have something due they take turns, a
    /// batch each.
    /// </summary>
    [Range(1, 1_000)]
    public int AccountsAtOnce { get; set; } = 4;

    /// <summary>Edited fields of an account that a silo writes at once; 1 to 10,000, default 500. The rest follows after them.</summary>
    [Range(1, 10_000)]
    public int WriteBatch { get; set; } = 500;

    /// <summary>
    /// How long a silo has an edit to itself; 30 s to 1 h, default 10 min. After a crash it is written again so much later; what takes
    /// longer, with the look at the product before the write, is given up and done again.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:30", "01:00:00")]
    public TimeSpan LockTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long what came of writes may take to be noted, whether the silo ends meanwhile or not; 1 s to 5 min, default 20 s. What is
    /// not noted is written again once its lock has ended.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan NoteTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Writes of an edit; 1 to 50, default 8. Then a passing failure is final.</summary>
    [Range(1, 50)]
    public int MaxAttempts { get; set; } = 8;

    /// <summary>The wait after the first failed write, doubled after each; 1 s to 1 h, default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait of our own; 1 s to 1 day, default 1 h. A platform that names a longer one is obeyed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromHours(1);
}
