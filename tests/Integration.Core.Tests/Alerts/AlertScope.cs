namespace Integration.Alerts;

/// <summary>An engine with one rule, a state and a time that a test moves; steps come every 5 s.</summary>
internal sealed class AlertScope
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Above 10 for 30 s is bad; 20 s of not being so resolves it; told by account.</summary>
    public static readonly AlertRule Rule = new()
    {
        Id = "calls-fail",
        Title = "Calls fail",
        Metric = "platform.failure_ratio",
        Condition = new AlertCondition { Operator = AlertOperator.Above, Threshold = 10 },
        Severity = AlertSeverity.Critical,
        For = TimeSpan.FromSeconds(30),
        ClearFor = TimeSpan.FromSeconds(20),
        RemindEvery = TimeSpan.FromMinutes(30),
        GroupBy = ["account"],
        Mend = "Test the account.",
    };

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly AlertEngine _engine;

    public AlertScope(AlertRule? rule = null, AlertOptions? options = null)
    {
        Options = options ?? new AlertOptions { GroupWait = TimeSpan.FromSeconds(10) };
        _engine = new AlertEngine(Options, [rule ?? Rule]);
    }

    public AlertOptions Options { get; }

    public DateTimeOffset Now { get; set; } = Start;

    public AlertState State { get; set; } = AlertState.Empty;

    public List<AlertSilence> Silences { get; } = [];

    /// <summary>Everything told so far.</summary>
    public List<AlertNotice> Told { get; } = [];

    public IEnumerable<AlertNoticeKind> Kinds => Told.Select(notice => notice.Kind);

    public AlertPhase Phase(string account = "main") =>
        State.Alerts.TryGetValue(Key(account), out var entry) ? entry.Phase : AlertPhase.Inactive;

    public AlertEntry Entry(string account = "main") => State.Alerts[Key(account)];

    public static string Key(string account) => AlertLabels.Key("calls-fail", Labels(account));

    public static Dictionary<string, string> Labels(string account) =>
        new() { ["platform"] = "temu", ["account"] = account };

    /// <summary>One value now.</summary>
    public void Observe(double value, string account = "main") => Observe(value, Labels(account));

    public void Observe(double value, Dictionary<string, string> labels) =>
        Take(_engine.Step(State, [new("platform.failure_ratio", labels, value, Now)], Silences, Now));

    /// <summary>One step without a value.</summary>
    public void Step() => Take(_engine.Step(State, [], Silences, Now));

    /// <summary>A value every 5 s, beginning now, up to and including the end; time stands at the end then.</summary>
    public void Hold(double value, TimeSpan time, params string[] accounts)
    {
        for (var end = Now + time; ; Now += Interval)
        {
            foreach (var account in accounts.DefaultIfEmpty("main"))
            {
                Observe(value, account);
            }

            if (Now >= end)
                return;
        }
    }

    /// <summary>Steps every 5 s without values, until time stands so much later.</summary>
    public void Wait(TimeSpan time)
    {
        for (var end = Now + time; Now < end; )
        {
            Now += Interval;
            Step();
        }
    }

    /// <summary>Fires and has been told.</summary>
    public AlertScope Fire()
    {
        Hold(11, TimeSpan.FromSeconds(45));
        Kinds.Should().Equal(AlertNoticeKind.Firing);
        return this;
    }

    public bool Acknowledge(string key)
    {
        var known = AlertEngine.TryAcknowledge(State, key, "kim", Now, out var state);
        State = state;
        return known;
    }

    private void Take(AlertStep step)
    {
        State = step.State;
        Told.AddRange(step.Notices);
    }
}
