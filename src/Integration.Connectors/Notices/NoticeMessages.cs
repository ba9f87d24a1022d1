using System.Globalization;
using System.Text;
using Integration.Alerts;
using Integration.Time;

namespace Integration.Notices;

/// <summary>Makes notices: of an alert, of several notices, of one that a channel refused.</summary>
public static class NoticeMessages
{
    /// <summary>The text of an alert.</summary>
    public static Notice Of(AlertNotice alert)
    {
        var text = new StringBuilder();
        foreach (var line in alert.Lines)
        {
            text.Append(Line(alert, line)).Append('\n');
        }

        if (alert.More > 0)
            text.Append(CultureInfo.InvariantCulture, $"… and {alert.More} more\n");
        text.Append(CultureInfo.InvariantCulture, $"Firing now: {alert.Firing}. Rule: {alert.Rule}.");
        if (alert.Mend.Length > 0 && alert.Kind != AlertNoticeKind.Resolved)
            text.Append('\n').Append(alert.Mend);
        return new Notice
        {
            Id = alert.Id,
            Title = $"[{Name(alert.Severity)}] {Name(alert.Kind)}: {alert.Title}{Labels(alert.Group)}",
            Text = text.ToString(),
            Severity = alert.Severity,
            At = alert.At,
        };
    }

    /// <summary>
    /// One notice that stands for several: how many, how urgent at most, and the title of each, the most severe first. Where not all
    /// titles fit into <see cref="Notice.MaxText"/>, it says how many are left out.
    /// </summary>
    /// <param name="notices">One or more, in the order they were made.</param>
    public static Notice Fold(IReadOnlyList<Notice> notices) => NoticeFolding.Fold(notices, 0, static _ => true);

    /// <summary>What is sent in the place of a notice whose text a channel refused.</summary>
    public static Notice Stub(Notice refused) =>
        new()
        {
            Id = refused.Id,
            Title = $"[{Name(refused.Severity)}] A notice cannot be shown here",
            Text =
                $"This channel refused its text. It was made at {Rfc3339.Format(refused.At)}; see the list of alerts.",
            Severity = refused.Severity,
            At = refused.At,
            Count = refused.Count,
            IsStub = true,
        };

    private static string Line(AlertNotice alert, AlertNoticeLine line)
    {
        var about = Labels(line.Labels);
        var since = Rfc3339.Format(line.Since);
        var value = line.Value is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"{alert.Metric} is {number:0.######}")
            : $"{alert.Metric} has no values any more";
        return line.Kind switch
        {
            AlertNoticeKind.Resolved when line.NoData => $"Resolved for want of data{about} at {since}",
            AlertNoticeKind.Resolved => $"Resolved{about} at {since}: {value}",
            AlertNoticeKind.Flapping => $"Flapping{about}: {value}, bad when {alert.Condition}",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"Firing{about} since {since}: {value}, bad when {alert.Condition}; seen {line.Repeats} times"
            ),
        };
    }

    private static string Labels(IReadOnlyDictionary<string, string> labels) =>
        labels.Count == 0
            ? ""
            : $" ({string.Join(", ", labels.OrderBy(static label => label.Key, StringComparer.Ordinal).Select(static label => $"{label.Key}={label.Value}"))})";

    internal static string Name(AlertSeverity severity) => severity.ToString().ToLowerInvariant();

    private static string Name(AlertNoticeKind kind) =>
        kind switch
        {
            AlertNoticeKind.Firing => "Firing",
            AlertNoticeKind.Flapping => "Flapping",
            AlertNoticeKind.Resolved => "Resolved",
            _ => "Still firing",
        };
}
