namespace Integration.Alerts;

public sealed class AlertFlappingTests
{
    private static readonly AlertRule Rule = AlertScope.Rule with
    {
        For = TimeSpan.Zero,
        ClearFor = TimeSpan.Zero,
        RemindEvery = TimeSpan.Zero,
    };

    private readonly AlertScope _scope = new(Rule, new AlertOptions { GroupWait = TimeSpan.Zero });

    [Fact]
    public void Step_WithAValueThatSwingsForHours_TellsItOnceAsFlapping()
    {
        Swing(120);
        _scope.Kinds.Should().Equal(AlertNoticeKind.Firing, AlertNoticeKind.Flapping);
        _scope.Entry().Flapping.Should().BeTrue();
    }

    [Fact]
    public void Step_WithOneChangeFewer_IsNotFlapping()
    {
        Swing(1);
        _scope.Observe(11);
        _scope.Entry().Changes.Should().HaveCount(3);
        _scope.Entry().Flapping.Should().BeFalse();
        _scope.Observe(5);
        _scope.Entry().Flapping.Should().BeTrue();
    }

    [Fact]
    public void Step_WithChangesOlderThanTheWindow_IsNotFlapping()
    {
        for (var round = 0; round < 20; round++)
        {
            _scope.Hold(11, TimeSpan.FromMinutes(15));
            _scope.Hold(5, TimeSpan.FromMinutes(15));
        }

        _scope.Kinds.Should().NotContain(AlertNoticeKind.Flapping);
        _scope.Told.Should().HaveCount(40);
    }

    [Fact]
    public void Step_WhenItIsCalmAndGood_TellsTheRecovery()
    {
        Swing(10);
        _scope.Hold(5, TimeSpan.FromMinutes(15));
        _scope.Kinds.Last().Should().Be(AlertNoticeKind.Resolved);
        _scope.State.Alerts.Should().BeEmpty();
    }

    [Fact]
    public void Step_WhenItIsCalmAndBad_TellsThatItFires()
    {
        Swing(10);
        _scope.Hold(11, TimeSpan.FromMinutes(15));
        _scope.Kinds.Last().Should().Be(AlertNoticeKind.Firing);
        _scope.Kinds.Count(kind => kind == AlertNoticeKind.Flapping).Should().Be(1);
        _scope.Hold(5, TimeSpan.FromMinutes(5));
        _scope.Kinds.Last().Should().Be(AlertNoticeKind.Resolved, "one change after the calm is not flapping");
    }

    [Fact]
    public void Step_JustBeforeItIsCalm_FlapsOn()
    {
        Swing(10);
        _scope.Observe(11);
        _scope.Now += TimeSpan.FromMinutes(1);
        _scope.Hold(11, TimeSpan.FromMinutes(9) - TimeSpan.FromSeconds(5));
        _scope.Entry().Flapping.Should().BeTrue();
        _scope.Now += TimeSpan.FromSeconds(5);
        _scope.Observe(11);
        _scope.Entry().Flapping.Should().BeFalse();
    }

    [Fact]
    public void Step_WhileFlapping_RemindsUntilSomebodyAcknowledges()
    {
        var scope = new AlertScope(
            Rule with
            {
                RemindEvery = TimeSpan.FromMinutes(30),
            },
            new AlertOptions { GroupWait = TimeSpan.Zero }
        );
        Swing(scope, 120);
        scope.Kinds.Count(kind => kind == AlertNoticeKind.Reminder).Should().Be(3);
        scope.Acknowledge(AlertScope.Key("main")).Should().BeTrue();
        var told = scope.Told.Count;
        Swing(scope, 120);
        scope.Told.Should().HaveCount(told, "a flapping alert is one incident, acknowledged once");
    }

    [Fact]
    public void Step_WhenAnAcknowledgedOneIsCalm_EndsTheAcknowledgement()
    {
        Swing(10);
        _scope.Acknowledge(AlertScope.Key("main")).Should().BeTrue();
        _scope.Hold(11, TimeSpan.FromMinutes(15));
        var entry = _scope.Entry();
        (entry.Flapping, entry.Phase).Should().Be((false, AlertPhase.Firing));
        (entry.AcknowledgedBy, entry.AcknowledgedAt).Should().Be((null, null));
    }

    private void Swing(int minutes) => Swing(_scope, minutes);

    private static void Swing(AlertScope scope, int minutes)
    {
        for (var minute = 0; minute < minutes; minute++)
        {
            scope.Hold(11, TimeSpan.FromSeconds(25));
            scope.Now += TimeSpan.FromSeconds(5);
            scope.Hold(5, TimeSpan.FromSeconds(25));
            scope.Now += TimeSpan.FromSeconds(5);
        }
    }
}
