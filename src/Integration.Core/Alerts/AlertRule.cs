namespace Integration.Alerts;

/// <summary>
/// A rule: which metric, when it is bad, for how long, how urgent that is, and which alerts are told together. Data
/// (JSON by <see cref="AlertJson"/>); <see cref="AlertRuleFaults"/> says what is wrong with one.
/// </summary>
public sealed record AlertRule
{
    /// <summary>Id, as people choose ids: <c>^[a-z0-9][a-z0-9._-]{0,62}$</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What is wrong, in a few words for people; 1 to 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The metric, one of <see cref="AlertMetrics"/> or another of the same form.</summary>
    public required string Metric { get; init; }

    /// <summary>When a value is bad.</summary>
    public required AlertCondition Condition { get; init; }

    /// <summary>How urgent it is.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>How long the condition must hold before it fires; 0 to 24 h, default 0: at once.</summary>
    public TimeSpan For { get; init; }

    /// <summary>
    /// How long the condition must not hold before it counts as resolved; 0 to 24 h, default 1 min. A longer one
    /// damps values that swing about the threshold.
    /// </summary>
    public TimeSpan ClearFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How often people are reminded while it fires and nobody has acknowledged it; 1 min to 7 days, or 0 for never.
    /// Default 4 h.
    /// </summary>
    public TimeSpan RemindEvery { get; init; } = TimeSpan.FromHours(4);

    /// <summary>
    /// Only observations with these labels count: a name and a value, or the start of one and <c>*</c>; at most 8.
    /// </summary>
    public IReadOnlyDictionary<string, string> Match { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Names of the labels by which alerts of this rule are told together, such as <c>platform</c> and
    /// <c>account</c>; at most 8. None: all alerts of the rule are told together.
    /// </summary>
    public IReadOnlyList<string> GroupBy { get; init; } = [];

    /// <summary>What somebody can do about it, for people; at most 500 characters.</summary>
    public string Mend { get; init; } = "";

    /// <summary>Whether it is evaluated. A rule that is switched off forgets its alerts and tells nothing more.</summary>
    public bool Enabled { get; init; } = true;
}
