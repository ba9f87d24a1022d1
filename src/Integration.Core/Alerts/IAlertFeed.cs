namespace Integration.Alerts;

/// <summary>
/// Where the parts of a process say what alerts are made of. Cheap, never waits and never throws: what it is told is kept in memory and
/// handed to the alert engine with the next round of measures. Safe for all threads.
/// </summary>
public interface IAlertFeed
{
    /// <summary>Says how a metric stands; the value is handed over with every round until the next one or <see cref="Forget"/>.</summary>
    /// <param name="metric">One of <see cref="AlertMetrics"/>.</param>
    /// <param name="labels">What it is about, as the metric's labels say; the process adds <c>silo</c> by itself.</param>
    /// <param name="value">The value in the metric's unit.</param>
    void Set(AlertMetric metric, IReadOnlyDictionary<string, string> labels, double value);

    /// <summary>
    /// Counts a call or task for a metric that is a share of failures over a window of time. The share is handed over from a number of
    /// counts on, both of them options.
    /// </summary>
    /// <param name="metric">A metric whose name ends with <c>failure_ratio</c>.</param>
    /// <param name="labels">What it is about.</param>
    /// <param name="failed">Whether it failed.</param>
    void Count(AlertMetric metric, IReadOnlyDictionary<string, string> labels, bool failed);

    /// <summary>Says nothing more about it: an account that was deleted, a sync that is over.</summary>
    void Forget(AlertMetric metric, IReadOnlyDictionary<string, string> labels);
}
