using System.Collections.Immutable;

namespace Integration.Alerts;

/// <summary>Rules, states and commits of the tests.</summary>
internal static class AlertRows
{
    public static readonly AlertRule Rule = new()
    {
        Id = "calls-fail",
        Title = "Calls fail",
        Metric = "platform.failure_ratio",
        Condition = new() { Operator = AlertOperator.Above, Threshold = 0.5 },
        Severity = AlertSeverity.Critical,
        GroupBy = ["account"],
        Mend = "Look at it.",
    };

    /// <summary>A state with one firing alert for each account.</summary>
    public static AlertState Firing(params string[] accounts) =>
        AlertState.Empty with
        {
            Clock = 5_000,
            At = StorageFixture.Now,
            Notices = 1,
            Alerts = accounts
                .Select(account => Entry(account))
                .ToImmutableDictionary(static entry => AlertLabels.Key(entry.Rule, entry.Labels)),
        };

    public static AlertEntry Entry(string account, AlertPhase phase = AlertPhase.Firing) =>
        new()
        {
            Rule = Rule.Id,
            Labels = ImmutableDictionary<string, string>.Empty.Add("account", account),
            Phase = phase,
            Since = StorageFixture.Now,
            Value = 0.75,
            Repeats = 3,
        };

    public static AlertCommit Commit(StorageScope scope, long revision, AlertState state) =>
        new()
        {
            Revision = revision,
            Writer = scope.NewId(),
            State = state,
            Changed = [.. state.Alerts.Values.Select(static entry => new AlertRow(entry, Rule))],
        };

    public static AlertNotice Notice(string id) =>
        new()
        {
            Id = id,
            Kind = AlertNoticeKind.Firing,
            Rule = Rule.Id,
            Title = Rule.Title,
            Severity = Rule.Severity,
            Metric = Rule.Metric,
            Condition = "above 0.5",
            Mend = Rule.Mend,
            Group = new Dictionary<string, string> { ["account"] = "main" },
            At = StorageFixture.Now,
            Firing = 1,
            Lines = [],
            More = 0,
        };
}
