using System.Collections.Immutable;

namespace Integration.Alerts;

/// <summary>
/// Turns values into notices: a state and observations in, the next state and what is to be told out. Pure and deterministic;
/// the same steps make the same notices, on whatever machine and after whatever restart.
/// </summary>
public sealed class AlertEngine
{
    private readonly AlertOptions _options;
    private readonly Dictionary<string, AlertRule> _rules;
    private readonly ILookup<string, AlertRule> _byMetric;

    /// <summary>Makes an engine for a set of rules.</summary>
    /// <param name="options">What holds for all rules; must be valid.</param>
    /// <param name="rules">Valid rules; those switched off are left out.</param>
    /// <exception cref="ArgumentException">Two rules have one id.</exception>
    public AlertEngine(AlertOptions options, IReadOnlyList<AlertRule> rules)
    {
        _options = options;
        _rules = rules.Where(static rule => rule.Enabled).ToDictionary(static rule => rule.Id, StringComparer.Ordinal);
        _byMetric = _rules.Values.ToLookup(static rule => rule.Metric, StringComparer.Ordinal);
    }

    /// <summary>
    /// One step. To be made every few seconds, with or without observations: notices, reminders and the end of silences
    /// come with time alone, at the first step after they are due.
    /// </summary>
    /// <param name="state">The state after the last step; <see cref="AlertState.Empty"/> at first.</param>
    /// <param name="observations">
    /// New values; taken in the order of their instants, all as of <paramref name="now"/>.
    /// </param>
    /// <param name="silences">All silences that may hold now.</param>
    /// <param name="now">The instant of the step.</param>
    public AlertStep Step(
        AlertState state,
        IReadOnlyList<AlertObservation> observations,
        IReadOnlyList<AlertSilence> silences,
        DateTimeOffset now
    )
    {
        state = AlertClock.Advance(state, _options, now);
        var transitions = new AlertTransitions(_options, state.Clock, now);
        var alerts = state.Alerts.ToBuilder();
        var untracked = Observe(alerts, observations, transitions);
        Settle(alerts, transitions);
        var telling = new AlertTelling(_options, silences, state, now);
        var groups = Tell(alerts, state, telling);
        var next = state with
        {
            Alerts = alerts.ToImmutable(),
            Groups = groups,
            Untracked = state.Untracked + untracked,
            Notices = state.Notices + telling.Notices.Count,
        };
        return new AlertStep(next, AlertFolding.Fold(telling.Notices, _options));
    }

    /// <summary>One step with one value, as of the value's instant.</summary>
    public AlertStep Observe(AlertState state, AlertObservation observation, IReadOnlyList<AlertSilence> silences) =>
        Step(state, [observation], silences, observation.At);

    /// <summary>
    /// Notes that somebody has an alert in hand: no reminders until it has recovered and fires again. The recovery is told.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="key">The alert's key.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    /// <param name="acknowledged">The new state; the same one where the answer is false.</param>
    /// <returns>False where no such alert fires or flaps.</returns>
    public static bool TryAcknowledge(
        AlertState state,
        string key,
        string by,
        DateTimeOffset now,
        out AlertState acknowledged
    )
    {
        acknowledged = state;
        if (!state.Alerts.TryGetValue(key, out var entry) || entry.Due == AlertTold.Nothing)
            return false;
        entry = entry with { AcknowledgedBy = by, AcknowledgedAt = now };
        acknowledged = state with { Alerts = state.Alerts.SetItem(key, entry) };
        return true;
    }

    private long Observe(
        ImmutableDictionary<string, AlertEntry>.Builder alerts,
        IReadOnlyList<AlertObservation> observations,
        AlertTransitions transitions
    )
    {
        long untracked = 0;
        var watching = new HashSet<string>(StringComparer.Ordinal);
        foreach (var observation in observations.OrderBy(static observation => observation.At))
        {
            if (!double.IsFinite(observation.Value))
                continue;
            foreach (var rule in _byMetric[observation.Metric].Where(rule => Matches(rule, observation)))
            {
                var key = AlertLabels.Key(rule.Id, observation.Labels);
                if (!alerts.TryGetValue(key, out var entry))
                {
                    if (!rule.Condition.Holds(observation.Value))
                        continue;
                    if (!HasRoom(alerts, rule.Id, watching))
                    {
                        untracked++;
                        continue;
                    }

                    entry = new AlertEntry { Rule = rule.Id, Labels = observation.Labels.ToImmutableDictionary() };
                }

                // Settled at once: the next value of the same step must find what time has done before it.
                alerts[key] = transitions.Settle(transitions.Observe(entry, rule, observation.Value), rule);
            }
        }

        return untracked;
    }

    // A flood of one rule must not hide what another one watches for: at the limit each still has room for a first alert.
    private bool HasRoom(ImmutableDictionary<string, AlertEntry>.Builder alerts, string rule, HashSet<string> watching)
    {
        if (alerts.Count < _options.MaxAlerts)
            return true;
        if (watching.Count == 0)
            watching.UnionWith(alerts.Values.Select(static entry => entry.Rule));
        return watching.Add(rule);
    }

    private static bool Matches(AlertRule rule, AlertObservation observation) =>
        rule.Match.All(match => AlertLabels.Matches(observation.Labels.GetValueOrDefault(match.Key), match.Value));

    private void Settle(ImmutableDictionary<string, AlertEntry>.Builder alerts, AlertTransitions transitions)
    {
        foreach (var (key, entry) in alerts.ToArray())
        {
            if (!_rules.TryGetValue(entry.Rule, out var rule))
            {
                alerts.Remove(key);
                continue;
            }

            var settled = transitions.Settle(entry, rule);
            if (AlertTransitions.IsIdle(settled))
                alerts.Remove(key);
            else
                alerts[key] = settled;
        }
    }

    private ImmutableDictionary<string, AlertGroup> Tell(
        ImmutableDictionary<string, AlertEntry>.Builder alerts,
        AlertState state,
        AlertTelling telling
    )
    {
        var groups = ImmutableDictionary.CreateBuilder<string, AlertGroup>(StringComparer.Ordinal);
        var members = alerts
            .OrderBy(static alert => alert.Key, StringComparer.Ordinal)
            .GroupBy(GroupKey, StringComparer.Ordinal)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .ToList();
        foreach (var group in members)
        {
            var list = group.ToList();
            var rule = _rules[list[0].Value.Rule];
            var before = state.Groups.GetValueOrDefault(group.Key) ?? NewGroup(rule, list, state.Clock);
            groups[group.Key] = telling.Tell(before, rule, list, alerts);
        }

        return groups.ToImmutable();
    }

    private static AlertGroup NewGroup(AlertRule rule, List<KeyValuePair<string, AlertEntry>> members, long clock) =>
        new()
        {
            Rule = rule.Id,
            Labels = AlertLabels.Pick(members[0].Value.Labels, rule.GroupBy).ToImmutableDictionary(),
            // Told in another group before the rule's grouping was edited: without an instant to count from nobody would ever
            // be reminded.
            ToldClock = members.Exists(static member => member.Value.Told != AlertTold.Nothing) ? clock : null,
        };

    private string GroupKey(KeyValuePair<string, AlertEntry> alert) =>
        AlertLabels.Key(alert.Value.Rule, AlertLabels.Pick(alert.Value.Labels, _rules[alert.Value.Rule].GroupBy));
}
