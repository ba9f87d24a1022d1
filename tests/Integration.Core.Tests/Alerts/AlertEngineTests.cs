namespace Integration.Alerts;

public sealed class AlertEngineTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private readonly AlertScope _scope = new();

    [Theory]
    [InlineData(AlertOperator.Above, 10.0, false)]
    [InlineData(AlertOperator.Above, 10.01, true)]
    [InlineData(AlertOperator.AtLeast, 10.0, true)]
    [InlineData(AlertOperator.AtLeast, 9.99, false)]
    [InlineData(AlertOperator.Below, 10.0, false)]
    [InlineData(AlertOperator.Below, 9.99, true)]
    [InlineData(AlertOperator.AtMost, 10.0, true)]
    [InlineData(AlertOperator.AtMost, 10.01, false)]
    [InlineData(AlertOperator.Above, double.NaN, false)]
    [InlineData(AlertOperator.AtMost, double.NaN, false)]
    public void Condition_AtItsThreshold_HoldsAsItsOperatorSays(AlertOperator comparison, double value, bool holds) =>
        new AlertCondition { Operator = comparison, Threshold = 10 }
            .Holds(value)
            .Should()
            .Be(holds);

    [Fact]
    public void Step_WithAGoodValue_KeepsNothing()
    {
        _scope.Observe(10);
        _scope.State.Alerts.Should().BeEmpty();
        _scope.State.Groups.Should().BeEmpty();
    }

    [Fact]
    public void Step_WithABadValue_IsPending()
    {
        _scope.Observe(11);
        _scope.Phase().Should().Be(AlertPhase.Pending);
        _scope.Told.Should().BeEmpty();
    }

    [Fact]
    public void Step_AMillisecondBeforeItHasHeldLongEnough_IsStillPending()
    {
        _scope.Observe(11);
        _scope.Now += TimeSpan.FromSeconds(30) - Millisecond;
        _scope.Observe(11);
        _scope.Phase().Should().Be(AlertPhase.Pending);
    }

    [Fact]
    public void Step_WhenItHasHeldLongEnough_Fires()
    {
        _scope.Observe(11);
        _scope.Now += TimeSpan.FromSeconds(30);
        _scope.Observe(11);
        _scope.Phase().Should().Be(AlertPhase.Firing);
        _scope.Entry().Since.Should().Be(_scope.Now);
    }

    [Fact]
    public void Step_WithoutANewValue_FiresByTimeAlone()
    {
        _scope.Observe(11);
        _scope.Now += TimeSpan.FromSeconds(30);
        _scope.Step();
        _scope.Phase().Should().Be(AlertPhase.Firing, "the last value stands");
    }

    [Fact]
    public void Step_WithAGoodValueWhilePending_StartsOver()
    {
        _scope.Hold(11, TimeSpan.FromSeconds(25));
        _scope.Observe(5);
        _scope.Phase().Should().Be(AlertPhase.Inactive);
        _scope.Hold(11, TimeSpan.FromSeconds(25));
        _scope.Phase().Should().Be(AlertPhase.Pending);
        _scope.Told.Should().BeEmpty();
    }

    [Fact]
    public void Step_WithoutHold_FiresWithTheFirstValue()
    {
        var scope = new AlertScope(AlertScope.Rule with { For = TimeSpan.Zero });
        scope.Observe(11);
        scope.Phase().Should().Be(AlertPhase.Firing);
    }

    [Fact]
    public void Step_AMillisecondBeforeItIsClearLongEnough_StillFires()
    {
        _scope.Fire();
        _scope.Now += Millisecond;
        _scope.Observe(5);
        _scope.Now += TimeSpan.FromSeconds(20) - Millisecond;
        _scope.Observe(5);
        _scope.Phase().Should().Be(AlertPhase.Firing);
    }

    [Fact]
    public void Step_WhenItIsClearLongEnough_IsResolvedAndTold()
    {
        _scope.Fire().Hold(5, TimeSpan.FromSeconds(20));
        _scope.Phase().Should().Be(AlertPhase.Resolved);
        _scope.Hold(5, TimeSpan.FromMinutes(2));
        _scope.Kinds.Should().Equal(AlertNoticeKind.Firing, AlertNoticeKind.Resolved);
        var line = _scope.Told[1].Lines.Should().ContainSingle().Subject;
        (line.Kind, line.Value, line.NoData).Should().Be((AlertNoticeKind.Resolved, 5, false));
        _scope.Told[1].Firing.Should().Be(0);
    }

    [Fact]
    public void Step_WithABadValueBeforeItIsClear_FiresOnWithoutAWord()
    {
        _scope.Fire();
        for (var round = 0; round < 20; round++)
        {
            _scope.Hold(5, TimeSpan.FromSeconds(15));
            _scope.Hold(11, TimeSpan.FromSeconds(5));
        }

        _scope.Phase().Should().Be(AlertPhase.Firing);
        _scope.Told.Should().ContainSingle();
    }

    [Fact]
    public void Step_WithTenThousandRepeats_TellsThemOnceAndCountsThem()
    {
        for (var second = 0; second < 10_000; second++)
        {
            _scope.Observe(11);
            _scope.Now += TimeSpan.FromMilliseconds(100);
        }

        _scope.Told.Should().ContainSingle("16 minutes are too short for a reminder");
        _scope.Entry().Repeats.Should().Be(10_000);
        _scope.Hold(5, TimeSpan.FromMinutes(2));
        _scope.Kinds.Should().Equal(AlertNoticeKind.Firing, AlertNoticeKind.Resolved);
        _scope.Told[1].Lines[0].Repeats.Should().Be(10_000);
    }

    [Fact]
    public void Step_OfAWholeDayOfRepeats_TellsOnlyReminders()
    {
        _scope.Hold(11, TimeSpan.FromHours(24));
        _scope.Told.Should().HaveCount(1 + 47, "one is told, then one each half hour after it");
        _scope.Kinds.Skip(1).Should().AllBeEquivalentTo(AlertNoticeKind.Reminder);
    }

    [Fact]
    public void Step_BeforeItWasTold_ForgetsWhatCameAndWent()
    {
        var scope = new AlertScope(AlertScope.Rule with { For = TimeSpan.Zero, ClearFor = TimeSpan.Zero });
        scope.Observe(11);
        scope.Now += TimeSpan.FromSeconds(9);
        scope.Observe(5);
        scope.Wait(TimeSpan.FromMinutes(5));
        scope.Told.Should().BeEmpty();
    }

    [Fact]
    public void Step_WithValuesThatStop_ResolvesForWantOfDataAndSaysSo()
    {
        _scope.Fire();
        _scope.Wait(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(5));
        _scope.Phase().Should().Be(AlertPhase.Firing);
        _scope.Wait(TimeSpan.FromSeconds(5));
        _scope.Phase().Should().Be(AlertPhase.Resolved);
        _scope.Wait(TimeSpan.FromMinutes(2));
        var line = _scope.Told[^1].Lines.Should().ContainSingle().Subject;
        (line.Kind, line.Value, line.NoData).Should().Be((AlertNoticeKind.Resolved, null, true));
    }

    [Fact]
    public void Step_WithValuesThatStopWhilePending_IsInactive()
    {
        var scope = new AlertScope(AlertScope.Rule with { For = TimeSpan.FromHours(1) });
        scope.Observe(11);
        scope.Wait(TimeSpan.FromMinutes(15));
        scope.Phase().Should().Be(AlertPhase.Inactive);
        scope.State.Alerts.Should().BeEmpty();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Step_WithAValueThatIsNotFinite_CountsItAsNone(double value)
    {
        _scope.Observe(value);
        _scope.State.Alerts.Should().BeEmpty();
        _scope.Fire();
        _scope.Hold(value, TimeSpan.FromMinutes(1));
        _scope.Phase().Should().Be(AlertPhase.Firing);
    }

    [Fact]
    public void Step_AfterALongTimeWithoutIncident_KeepsNothing()
    {
        _scope.Fire().Hold(5, TimeSpan.FromMinutes(60));
        _scope.State.Alerts.Should().BeEmpty();
        _scope.State.Groups.Should().BeEmpty();
    }

    [Fact]
    public void Step_WithAValueOfAnotherMetricOrOutsideTheMatch_IgnoresIt()
    {
        var engine = new AlertEngine(
            new AlertOptions(),
            [AlertScope.Rule with { Match = new Dictionary<string, string> { ["account"] = "live-*" } }]
        );
        AlertStep Step(string metric, string account) =>
            engine.Observe(AlertState.Empty, new(metric, AlertScope.Labels(account), 11, AlertScope.Start), []);
        Step("platform.failure_ratio", "live-1").State.Alerts.Should().ContainSingle();
        Step("platform.failure_ratio", "test-1").State.Alerts.Should().BeEmpty();
        Step("sync.running_seconds", "live-1").State.Alerts.Should().BeEmpty();
    }

    [Fact]
    public void Step_WithSeveralValuesOfOneAlert_TakesThemInTheOrderOfTheirInstants()
    {
        var engine = new AlertEngine(new AlertOptions(), [AlertScope.Rule]);
        var labels = AlertScope.Labels("main");
        var at = AlertScope.Start;
        AlertObservation[] values =
        [
            new("platform.failure_ratio", labels, 5, at.AddSeconds(2)),
            new("platform.failure_ratio", labels, 11, at.AddSeconds(1)),
        ];
        engine.Step(AlertState.Empty, values, [], at.AddSeconds(3)).State.Alerts.Should().BeEmpty();
    }

    [Fact]
    public void Step_BeyondTheMostAlerts_CountsThemAndWatchesTheOthers()
    {
        var scope = new AlertScope(options: new AlertOptions { MaxAlerts = 10 });
        for (var account = 0; account < 15; account++)
        {
            scope.Observe(11, $"a{account}");
        }

        scope.State.Alerts.Should().HaveCount(10);
        scope.State.Untracked.Should().Be(5);
        scope.Phase("a9").Should().Be(AlertPhase.Pending);
    }

    [Fact]
    public void Step_AfterTheRuleWasSwitchedOff_ForgetsItsAlertsWithoutAWord()
    {
        _scope.Fire();
        var without = new AlertEngine(new AlertOptions(), [AlertScope.Rule with { Enabled = false }]);
        var step = without.Step(_scope.State, [], [], _scope.Now.AddSeconds(5));
        step.State.Alerts.Should().BeEmpty();
        step.State.Groups.Should().BeEmpty();
        step.Notices.Should().BeEmpty();
    }

    [Fact]
    public void Engine_WithTwoRulesOfOneId_IsRefused() =>
        FluentActions
            .Invoking(() => new AlertEngine(new AlertOptions(), [AlertScope.Rule, AlertScope.Rule]))
            .Should()
            .Throw<ArgumentException>();

    [Fact]
    public void Step_FromCauseToNotice_TakesTheHoldAndTheWaitOfTheGroup()
    {
        _scope.Hold(11, TimeSpan.FromMinutes(1));
        (_scope.Told[0].At - AlertScope.Start).Should().Be(TimeSpan.FromSeconds(40));
    }
}
