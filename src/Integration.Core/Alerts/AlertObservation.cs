namespace Integration.Alerts;

/// <summary>One measured value. It stands until the next one, or until <see cref="AlertOptions.NoDataAfter"/>.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Labels">What it is about. Each set of labels is an alert of its own.</param>
/// <param name="Value">The value in the metric's unit; one that is not finite counts as none.</param>
/// <param name="At">When it was measured.</param>
public sealed record AlertObservation(
    string Metric,
    IReadOnlyDictionary<string, string> Labels,
    double Value,
    DateTimeOffset At
);
