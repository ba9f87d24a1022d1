using Integration.Time;

namespace Integration.Alerts;

/// <summary>What is different between two states of the engine: rows to write and lines of history. Pure but for ids.</summary>
internal static class AlertChanges
{
    /// <summary>The differences, as a commit without what is to be told.</summary>
    /// <param name="stored">The state that is stored, with its revision.</param>
    /// <param name="next">The state to store.</param>
    /// <param name="rules">All rules by id, those that went just now too.</param>
    /// <param name="ids">For lines of history, and for the commit's stamp.</param>
    /// <param name="at">When.</param>
    public static AlertCommit Between(
        StoredAlerts stored,
        AlertState next,
        IReadOnlyDictionary<string, AlertRule> rules,
        IIdGenerator ids,
        DateTimeOffset at
    )
    {
        var before = stored.State.Alerts;
        var changed = next
            .Alerts.Where(alert => !before.TryGetValue(alert.Key, out var old) || !Equals(old, alert.Value))
            .OrderBy(static alert => alert.Key, StringComparer.Ordinal)
            .Select(alert => new AlertRow(alert.Value, rules[alert.Value.Rule]))
            .ToList();
        var gone = before.Where(alert => !next.Alerts.ContainsKey(alert.Key)).ToList();
        var history = new List<AlertHistoryEntry>();
        foreach (var row in changed)
        {
            history.AddRange(
                Told(before.GetValueOrDefault(row.Key), row.Entry).Select(change => Line(row.Key, row.Entry, change))
            );
        }

        history.AddRange(
            gone.Where(static alert => alert.Value.Phase == AlertPhase.Firing)
                .Select(alert => Line(alert.Key, alert.Value, "forgotten"))
        );
        return new AlertCommit
        {
            Revision = stored.Revision,
            Writer = ids.NewId(at),
            State = next,
            Changed = changed,
            Gone = [.. gone.Select(static alert => AlertRow.IdOf(alert.Key))],
            History = history,
        };

        AlertHistoryEntry Line(string key, AlertEntry entry, string change) =>
            new()
            {
                Id = ids.NewId(at),
                At = at,
                AlertId = AlertRow.IdOf(key),
                Key = key,
                Rule = entry.Rule,
                Severity = rules.TryGetValue(entry.Rule, out var rule) ? AlertNames.Of(rule.Severity) : "",
                Change = change,
                Value = entry.Value,
                Actor = change == "acknowledged" ? entry.AcknowledgedBy : null,
            };
    }

    private static IEnumerable<string> Told(AlertEntry? before, AlertEntry after)
    {
        var phase = before?.Phase ?? AlertPhase.Inactive;
        if (after.Phase == AlertPhase.Firing && phase != AlertPhase.Firing)
            yield return "raised";
        if (after.Phase == AlertPhase.Resolved && phase != AlertPhase.Resolved)
            yield return "resolved";
        if (after.Flapping && before is not { Flapping: true })
            yield return "flapping";
        if (after.AcknowledgedBy is not null && before?.AcknowledgedAt != after.AcknowledgedAt)
            yield return "acknowledged";
    }
}
