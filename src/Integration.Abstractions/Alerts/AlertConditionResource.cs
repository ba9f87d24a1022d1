namespace Integration.Alerts;

/// <summary>When a value is bad, as the API shows it.</summary>
/// <param name="Operator">above, at_least, below or at_most.</param>
/// <param name="Threshold">In the metric's unit.</param>
[GenerateSerializer, Immutable, Alias("integration.AlertConditionResource")]
public sealed record AlertConditionResource([property: Id(0)] string Operator, [property: Id(1)] double Threshold);
