namespace Integration.Alerts;

/// <summary>What alerts that are pending or fire are about: measures of it are made until they have recovered.</summary>
/// <param name="rules">The rules in force.</param>
/// <param name="alerts">What is watched.</param>
internal sealed class WatchedLabels(IEnumerable<AlertRule> rules, IEnumerable<AlertEntry> alerts)
{
    private readonly ILookup<string, IReadOnlyDictionary<string, string>> _labels = alerts
        .Where(static alert => alert.Phase is AlertPhase.Pending or AlertPhase.Firing)
        .Join(
            rules,
            static alert => alert.Rule,
            static rule => rule.Id,
            static (alert, rule) => (rule.Metric, Labels: (IReadOnlyDictionary<string, string>)alert.Labels),
            StringComparer.Ordinal
        )
        .ToLookup(static one => one.Metric, static one => one.Labels, StringComparer.Ordinal);

    /// <summary>The labels of alerts on a metric; those of two rules on it may be the same.</summary>
    public IEnumerable<IReadOnlyDictionary<string, string>> Of(AlertMetric metric) => _labels[metric.Name];
}
