namespace Integration.Alerts;

/// <summary>Which alerts; null means any.</summary>
/// <param name="Phase">Where they stand.</param>
/// <param name="Severity">How urgent their rule is.</param>
/// <param name="Rule">The rule's id.</param>
public sealed record AlertFilter(AlertPhase? Phase, AlertSeverity? Severity, string? Rule)
{
    /// <summary>Of one of these rules; null for any.</summary>
    public IReadOnlyList<string>? Rules { get; init; }
}
