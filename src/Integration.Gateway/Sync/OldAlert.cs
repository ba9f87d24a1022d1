using Integration.Alerts;

namespace Integration.Sync;

/// <summary>An alert in the old form: instants are Unix seconds.</summary>
/// <param name="AlertId">Its id.</param>
/// <param name="Type">The rule.</param>
/// <param name="Level">info, warning or critical.</param>
/// <param name="Message">What is wrong, about what, and what can be done.</param>
/// <param name="Metric">What was measured.</param>
/// <param name="Value">The last value; null where none comes any more.</param>
/// <param name="Condition">When a value is bad, in words.</param>
/// <param name="ShopId">The shop that it is about; null where it is about none.</param>
/// <param name="Timestamp">Since when it fires.</param>
/// <param name="Acknowledged">Whether somebody has it in hand.</param>
public sealed record OldAlert(
    string AlertId,
    string Type,
    string Level,
    string Message,
    string Metric,
    double? Value,
    string Condition,
    string? ShopId,
    long Timestamp,
    bool Acknowledged
)
{
    internal static OldAlert Of(AlertResource alert) =>
        new(
            alert.Id,
            alert.Rule,
            alert.Severity,
            $"{alert.Title} ({LabelsOf(alert)}). {alert.Mend}".TrimEnd(),
            alert.Metric,
            alert.Value,
            alert.Condition,
            alert.Labels.GetValueOrDefault("shop"),
            alert.Since.ToUnixTimeSeconds(),
            alert.AcknowledgedBy is not null
        );

    private static string LabelsOf(AlertResource alert) =>
        string.Join(
            ", ",
            alert
                .Labels.OrderBy(static one => one.Key, StringComparer.Ordinal)
                .Select(static one => $"{one.Key}={one.Value}")
        );
}
