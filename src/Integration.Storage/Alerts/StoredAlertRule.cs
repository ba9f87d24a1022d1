using Integration.Time;

namespace Integration.Alerts;

/// <summary>A rule that holds.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Version">Raised by each change; 0 for one that is as it was shipped.</param>
/// <param name="UpdatedAt">When it was last changed, UTC; null for one that is as it was shipped.</param>
public sealed record StoredAlertRule(AlertRule Rule, long Version, DateTimeOffset? UpdatedAt)
{
    /// <summary>It came with the product.</summary>
    public bool IsShipped { get; init; }

    /// <summary>As the API shows it.</summary>
    public AlertRuleResource Show() =>
        new()
        {
            Id = Rule.Id,
            Title = Rule.Title,
            Metric = Rule.Metric,
            Condition = new(AlertNames.Of(Rule.Condition.Operator), Rule.Condition.Threshold),
            Severity = AlertNames.Of(Rule.Severity),
            For = Durations.Format(Rule.For),
            ClearFor = Durations.Format(Rule.ClearFor),
            RemindEvery = Durations.Format(Rule.RemindEvery),
            Match = Rule.Match.ToDictionary(StringComparer.Ordinal),
            GroupBy = [.. Rule.GroupBy],
            Mend = Rule.Mend,
            Enabled = Rule.Enabled,
            Shipped = IsShipped,
            Changed = IsShipped && Version > 0,
            Version = Version,
            UpdatedAt = UpdatedAt,
        };
}
