namespace Integration.Alerts;

/// <summary>What lists show of an alert's rule, kept with the alert.</summary>
internal sealed record AlertWords(string Title, string Severity, string Metric, string Condition, string Mend)
{
    public static AlertWords Of(AlertRule rule) =>
        new(rule.Title, AlertNames.Of(rule.Severity), rule.Metric, rule.Condition.Describe(), rule.Mend);

    public AlertResource Show(string id, string key, AlertEntry entry) =>
        new()
        {
            Id = id,
            Key = key,
            Rule = entry.Rule,
            Title = Title,
            Severity = Severity,
            Phase = AlertNames.Of(entry.Phase),
            Since = entry.Since,
            Labels = entry.Labels.ToDictionary(StringComparer.Ordinal),
            Metric = Metric,
            Condition = Condition,
            Value = entry.Value,
            Repeats = entry.Repeats,
            Flapping = entry.Flapping,
            NoData = entry.NoData,
            AcknowledgedBy = entry.AcknowledgedBy,
            AcknowledgedAt = entry.AcknowledgedAt,
            Mend = Mend,
        };
}
