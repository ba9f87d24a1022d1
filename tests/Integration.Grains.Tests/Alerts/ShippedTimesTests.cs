namespace Integration.Alerts;

/// <summary>From cause to notice as the shipped rules and intervals make it, judged by the engine; no clock runs.</summary>
public sealed class ShippedTimesTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertStepOptions s_times = new();
    private static readonly AlertOptions s_engine = new();

    /// <summary>How long after a measure the cause begins, and how long after it a step is made.</summary>
    public static TheoryData<double, double> Phases
    {
        get
        {
            var phases = new TheoryData<double, double>();
            for (var cause = 0.01; cause < s_times.MeasureInterval.TotalSeconds; cause += 0.83)
            {
                for (var step = 0.0; step < s_times.StepInterval.TotalSeconds; step += 0.83)
                {
                    phases.Add(cause, step);
                }
            }

            return phases;
        }
    }

    [Theory]
    [MemberData(nameof(Phases))]
    public void Database_ThatIsAway_IsToldInLessThanHalfAMinute(double cause, double step) =>
        Told(cause, step, TimeSpan.FromHours(1)).Should().BeLessThan(TimeSpan.FromSeconds(30));

    [Theory]
    [MemberData(nameof(Phases))]
    public void Database_ThatIsAwayForAFewSeconds_IsNotTold(double cause, double step) =>
        Told(cause, step, TimeSpan.FromSeconds(4.9)).Should().BeNull();

    [Fact]
    public void Sum_OfAllThatDelaysANotice_IsLessThanHalfAMinute()
    {
        var rule = DefaultAlertRules.All.Single(static rule => rule.Id == "database-away");
        var most = s_times.MeasureInterval + s_times.StepInterval + Steps(rule.For) + Steps(s_engine.GroupWait);

        most.Should().BeLessThan(TimeSpan.FromSeconds(30));
        Steps(rule.For).Should().BeGreaterThan(s_times.MeasureInterval, "one bad measure tells nobody");
    }

    private static TimeSpan Steps(TimeSpan time) => Math.Ceiling(time / s_times.StepInterval) * s_times.StepInterval;

    // Measures at every multiple of their interval, steps so much later.
    private static TimeSpan? Told(double cause, double step, TimeSpan length)
    {
        var engine = new AlertEngine(s_engine, [.. DefaultAlertRules.All]);
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["silo"] = "one" };
        var began = s_start + TimeSpan.FromSeconds(cause);
        var (state, waiting, measured) = (AlertState.Empty, new List<AlertObservation>(), 0);
        for (var round = 0; round < 12; round++)
        {
            var now = s_start + TimeSpan.FromSeconds(step) + (round * s_times.StepInterval);
            for (; s_start + (measured * s_times.MeasureInterval) is var at && at <= now; measured++)
            {
                var isAway = at >= began && at < began + length;
                waiting.Add(new(AlertMetrics.DatabaseReachable.Name, labels, isAway ? 0 : 1, at));
            }

            var result = engine.Step(state, waiting, [], now);
            (state, waiting) = (result.State, []);
            if (result.Notices.Count > 0)
            {
                result.Notices.Should().ContainSingle(static notice => notice.Kind == AlertNoticeKind.Firing);
                return now - began;
            }
        }

        return null;
    }
}
