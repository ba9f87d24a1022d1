using System.Collections.Immutable;

namespace Integration.Alerts;

/// <summary>Decides what is told: the difference between what people know of a group and what they should know. Pure.</summary>
/// <param name="options">What holds for all rules.</param>
/// <param name="silences">Those that may cover alerts now.</param>
/// <param name="state">The state with its clock set, and its groups before the step.</param>
/// <param name="now">The instant of the step.</param>
internal sealed class AlertTelling(
    AlertOptions options,
    IReadOnlyList<AlertSilence> silences,
    AlertState state,
    DateTimeOffset now
)
{
    private readonly List<AlertNotice> _notices = [];

    /// <summary>What is to be told.</summary>
    public IReadOnlyList<AlertNotice> Notices => _notices;

    /// <summary>Tells what is due of one group and says how the group stands then.</summary>
    /// <param name="group">The group before.</param>
    /// <param name="rule">Its rule.</param>
    /// <param name="members">Its alerts, in the order of their keys.</param>
    /// <param name="alerts">All alerts; those that were told of are changed.</param>
    public AlertGroup Tell(
        AlertGroup group,
        AlertRule rule,
        IReadOnlyList<KeyValuePair<string, AlertEntry>> members,
        ImmutableDictionary<string, AlertEntry>.Builder alerts
    )
    {
        var audible = members.Where(member => !IsSilent(rule, member.Value)).ToList();
        var changed = audible.FindAll(static member => member.Value.Told != member.Value.Due);
        if (changed.Count == 0)
            group = group with { ChangedClock = null };
        else if (group.ChangedClock is null)
            group = group with { ChangedClock = state.Clock };
        if (changed.Count > 0 && state.Clock >= TellAt(group))
        {
            Add(group, rule, changed, members, static entry => KindOf(entry.Due));
            foreach (var (key, entry) in changed)
            {
                alerts[key] = entry with { Told = entry.Due };
            }

            return group with
            {
                ChangedClock = null,
                ToldClock = state.Clock,
            };
        }

        var open = audible.FindAll(static member => NeedsSomebody(member.Value));
        if (open.Count == 0 || !RemindsNow(group, rule))
            return group;
        Add(group, rule, open, members, static _ => AlertNoticeKind.Reminder);
        return group with { ToldClock = state.Clock };
    }

    private long TellAt(AlertGroup group)
    {
        var gathered = group.ChangedClock.GetValueOrDefault() + (long)options.GroupWait.TotalMilliseconds;
        return group.ToldClock is { } told
            ? Math.Max(gathered, told + (long)options.GroupInterval.TotalMilliseconds)
            : gathered;
    }

    private bool RemindsNow(AlertGroup group, AlertRule rule) =>
        rule.RemindEvery > TimeSpan.Zero
        && group.ToldClock is { } told
        && state.Clock - told >= (long)rule.RemindEvery.TotalMilliseconds;

    private static bool NeedsSomebody(AlertEntry entry) =>
        entry.Told != AlertTold.Nothing && entry.Told == entry.Due && entry.AcknowledgedBy is null;

    private bool IsSilent(AlertRule rule, AlertEntry entry) =>
        silences.Any(silence => silence.Covers(rule, entry.Labels, now));

    private void Add(
        AlertGroup group,
        AlertRule rule,
        List<KeyValuePair<string, AlertEntry>> told,
        IReadOnlyList<KeyValuePair<string, AlertEntry>> members,
        Func<AlertEntry, AlertNoticeKind> kind
    )
    {
        var lines = told.Select(member => Line(member, kind(member.Value))).OrderBy(static line => line.Kind).ToList();
        _notices.Add(
            new AlertNotice
            {
                Id = $"{rule.Id}:{now.ToUnixTimeMilliseconds()}:{state.Notices + _notices.Count + 1}",
                Kind = lines[0].Kind,
                Rule = rule.Id,
                Title = rule.Title,
                Severity = rule.Severity,
                Metric = rule.Metric,
                Condition = rule.Condition.Describe(),
                Mend = rule.Mend,
                Group = group.Labels,
                At = now,
                Firing = members.Count(static member => member.Value.Phase == AlertPhase.Firing),
                Lines = [.. lines.Take(options.MaxListed)],
                More = Math.Max(0, lines.Count - options.MaxListed),
            }
        );
    }

    private static AlertNoticeLine Line(KeyValuePair<string, AlertEntry> member, AlertNoticeKind kind)
    {
        var entry = member.Value;
        return new(member.Key, kind, entry.Labels, entry.Value, entry.Since, entry.Repeats, entry.NoData);
    }

    private static AlertNoticeKind KindOf(AlertTold told) =>
        told switch
        {
            AlertTold.Firing => AlertNoticeKind.Firing,
            AlertTold.Flapping => AlertNoticeKind.Flapping,
            _ => AlertNoticeKind.Resolved,
        };
}
