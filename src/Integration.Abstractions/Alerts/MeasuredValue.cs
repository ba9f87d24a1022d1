namespace Integration.Alerts;

/// <summary>One measured value on its way from a silo to the alert engine.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Labels">What it is about, name and value.</param>
/// <param name="Value">The value in the metric's unit.</param>
/// <param name="At">When it was measured, database clock, UTC.</param>
[GenerateSerializer, Immutable, Alias("integration.MeasuredValue")]
public sealed record MeasuredValue(
    [property: Id(0)] string Metric,
    [property: Id(1)] Dictionary<string, string> Labels,
    [property: Id(2)] double Value,
    [property: Id(3)] DateTimeOffset At
);
