using Integration.Alerts;

namespace Integration.Sync;

/// <summary>Up to where values are good: the thresholds of the alert rules in force.</summary>
/// <param name="rules">Shipped rules as they were changed, and the operator's own.</param>
internal sealed class SyncHealthLimits(IEnumerable<AlertRule> rules)
{
    private readonly Dictionary<string, double> _thresholds = rules
        .GroupBy(static rule => rule.Id, StringComparer.Ordinal)
        .ToDictionary(
            static group => group.Key,
            static group => group.First().Condition.Threshold,
            StringComparer.Ordinal
        );

    public double Backlog => Of("enrichment-backlog");

    public double Failures => Of("enrichment-failures");

    public double RunningSeconds => Of("sync-too-long");

    public double Calls => Of("platform-failures");

    public double LateSeconds => Of("shop-behind");

    private double Of(string rule) =>
        _thresholds.TryGetValue(rule, out var threshold)
            ? threshold
            : DefaultAlertRules.All.First(one => one.Id == rule).Condition.Threshold;
}
