using System.Text.RegularExpressions;

namespace Integration.Alerts;

/// <summary>Says everything that is wrong with a rule, by field as the API names it.</summary>
public static partial class AlertRuleFaults
{
    /// <summary>Most labels of <c>match</c> and of <c>group_by</c>.</summary>
    public const int MaxLabels = 8;

    /// <summary>Longest <c>title</c>, in characters.</summary>
    public const int MaxTitle = 200;

    /// <summary>Longest <c>mend</c>, in characters.</summary>
    public const int MaxMend = 500;

    /// <summary>Longest <c>for</c> and <c>clear_for</c>.</summary>
    public static readonly TimeSpan MaxHold = TimeSpan.FromHours(24);

    /// <summary>Shortest <c>remind_every</c> besides 0.</summary>
    public static readonly TimeSpan MinReminder = TimeSpan.FromMinutes(1);

    /// <summary>Longest <c>remind_every</c>.</summary>
    public static readonly TimeSpan MaxReminder = TimeSpan.FromDays(7);

    /// <summary>All faults of a rule, by field; empty when it is valid.</summary>
    public static IReadOnlyDictionary<string, string[]> Of(AlertRule rule) =>
        Found(rule)
            .GroupBy(static fault => fault.Field, static fault => fault.Text, StringComparer.Ordinal)
            .ToDictionary(static field => field.Key, static field => field.ToArray(), StringComparer.Ordinal);

    private static IEnumerable<(string Field, string Text)> Found(AlertRule rule)
    {
        if (!Id().IsMatch(rule.Id))
            yield return ("id", "must match ^[a-z0-9][a-z0-9._-]{0,62}$");
        if (rule.Title.Trim().Length is 0 || rule.Title.Length > MaxTitle)
            yield return ("title", $"must have 1 to {MaxTitle} characters");
        if (!Metric().IsMatch(rule.Metric))
            yield return ("metric", "must be a name such as platform.failure_ratio, of at most 100 characters");
        if (!double.IsFinite(rule.Condition.Threshold))
            yield return ("condition.threshold", "must be a finite number");
        if (!Enum.IsDefined(rule.Condition.Operator))
            yield return ("condition.operator", "must be above, at_least, below or at_most");
        if (!Enum.IsDefined(rule.Severity))
            yield return ("severity", "must be info, warning or critical");
        if (rule.For < TimeSpan.Zero || rule.For > MaxHold)
            yield return ("for", "must be from 0s to 24h");
        if (rule.ClearFor < TimeSpan.Zero || rule.ClearFor > MaxHold)
            yield return ("clear_for", "must be from 0s to 24h");
        if (rule.RemindEvery != TimeSpan.Zero && (rule.RemindEvery < MinReminder || rule.RemindEvery > MaxReminder))
            yield return ("remind_every", "must be 0s for never, or from 1m to 7d");
        if (rule.Match.Count > MaxLabels)
            yield return ("match", $"must have at most {MaxLabels} labels");
        foreach (var name in rule.Match.Keys.Where(static name => !AlertLabels.IsName(name)))
            yield return ($"match.{name}", "is not a label name such as account");
        if (rule.GroupBy.Count > MaxLabels)
            yield return ("group_by", $"must have at most {MaxLabels} labels");
        if (rule.GroupBy.Any(static name => !AlertLabels.IsName(name)))
            yield return ("group_by", "must hold label names such as account");
        if (rule.GroupBy.Distinct(StringComparer.Ordinal).Count() != rule.GroupBy.Count)
            yield return ("group_by", "must not name a label twice");
        if (rule.Mend.Length > MaxMend)
            yield return ("mend", $"must have at most {MaxMend} characters");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,62}\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();

    [GeneratedRegex("^(?=.{1,100}\\z)[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();
}
