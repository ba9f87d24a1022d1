using Integration.Time;

namespace Integration.Alerts;

/// <summary>What is different between two states of the engine: rows to write and lines of history. Pure but for ids.</summary>
internal static class AlertChanges
{
    /// <summary>The differences, as a commit without its history and what is to be told.</summary>
    /// <param name="stored">The state that is stored, with its revision.</param>
    /// <param name="next">The state to store.</param>
    /// <param name="rules">All rules by id, those that went just now too.</param>
    /// <param name="writer">The commit's stamp.</param>
    public static AlertCommit Between(
        StoredAlerts stored,
        AlertState next,
        IReadOnlyDictionary<string, AlertRule> rules,
        Guid writer
    )
    {
        var before = stored.State.Alerts;
        var changed = next
            .Alerts.Where(alert => !before.TryGetValue(alert.Key, out var old) || !Equals(old, alert.Value))
            .OrderBy(static alert => alert.Key, StringComparer.Ordinal)
            .Select(alert => new AlertRow(alert.Value, rules[alert.Value.Rule]))
            .ToList();
        return new AlertCommit
        {
            Revision = stored.Revision,
            Writer = writer,
            State = next,
            Changed = changed,
            Gone = [.. before.Keys.Where(key => !next.Alerts.ContainsKey(key)).Select(AlertRow.IdOf)],
        };
    }

    /// <summary>The lines of history of one step.</summary>
    /// <param name="before">The state before it.</param>
    /// <param name="next">The state after it.</param>
    /// <param name="rules">All rules by id, those that went just now too.</param>
    /// <param name="ids">For the lines.</param>
    /// <param name="at">When.</param>
    public static IEnumerable<AlertHistoryEntry> History(
        AlertState before,
        AlertState next,
        IReadOnlyDictionary<string, AlertRule> rules,
        IIdGenerator ids,
        DateTimeOffset at
    )
    {
        var told =
            from alert in next.Alerts.OrderBy(static alert => alert.Key, StringComparer.Ordinal)
            from change in Told(before.Alerts.GetValueOrDefault(alert.Key), alert.Value)
            select Line(alert.Key, alert.Value, change);
        var forgotten = before
            .Alerts.Where(alert => alert.Value.Phase == AlertPhase.Firing && !next.Alerts.ContainsKey(alert.Key))
            .Select(alert => Line(alert.Key, alert.Value, "forgotten"));
        return told.Concat(forgotten);

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
