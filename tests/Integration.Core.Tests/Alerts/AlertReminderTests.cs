namespace Integration.Alerts;

public sealed class AlertReminderTests
{
    private readonly AlertScope _scope = new();

    [Fact]
    public void Step_JustBeforeTheInterval_DoesNotRemind()
    {
        _scope.Fire();
        var next = _scope.Told[0].At.AddMinutes(30);
        _scope.Hold(11, next.AddSeconds(-5) - _scope.Now);
        _scope.Told.Should().ContainSingle();
        _scope.Now = next;
        _scope.Observe(11);
        _scope.Kinds.Should().Equal(AlertNoticeKind.Firing, AlertNoticeKind.Reminder);
        _scope.Told[1].Lines.Should().ContainSingle().Which.Kind.Should().Be(AlertNoticeKind.Reminder);
    }

    [Fact]
    public void Step_WithoutAnInterval_NeverReminds()
    {
        var scope = new AlertScope(AlertScope.Rule with { RemindEvery = TimeSpan.Zero });
        scope.Fire().Hold(11, TimeSpan.FromHours(12));
        scope.Told.Should().ContainSingle();
    }

    [Fact]
    public void Step_AfterAnAcknowledgement_DoesNotRemind()
    {
        _scope.Fire();
        _scope.Acknowledge(AlertScope.Key("main")).Should().BeTrue();
        _scope.Hold(11, TimeSpan.FromHours(12));
        _scope.Told.Should().ContainSingle();
        (_scope.Entry().AcknowledgedBy, _scope.Entry().AcknowledgedAt)
            .Should()
            .Be(("kim", AlertScope.Start.AddSeconds(45)));
    }

    [Fact]
    public void Step_AfterAnAcknowledgement_TellsTheRecoveryAndRemindsOfTheNextIncident()
    {
        _scope.Fire();
        _scope.Acknowledge(AlertScope.Key("main"));
        _scope.Hold(5, TimeSpan.FromMinutes(2));
        _scope.Entry().AcknowledgedBy.Should().BeNull();
        _scope.Hold(11, TimeSpan.FromMinutes(32));
        _scope
            .Kinds.Should()
            .Equal(AlertNoticeKind.Firing, AlertNoticeKind.Resolved, AlertNoticeKind.Firing, AlertNoticeKind.Reminder);
    }

    [Fact]
    public void Step_WithOneOfTwoAcknowledged_RemindsOfTheOther()
    {
        var scope = new AlertScope(AlertScope.Rule with { GroupBy = ["platform"] });
        scope.Hold(11, TimeSpan.FromMinutes(1), "a", "b");
        scope.Acknowledge(AlertScope.Key("a"));
        scope.Hold(11, TimeSpan.FromMinutes(31), "a", "b");
        scope.Kinds.Should().Equal(AlertNoticeKind.Firing, AlertNoticeKind.Reminder);
        scope.Told[1].Lines.Should().ContainSingle().Which.Labels["account"].Should().Be("b");
        scope.Told[1].Firing.Should().Be(2);
    }

    [Fact]
    public void Acknowledge_OfWhatDoesNotFire_IsRefusedAndChangesNothing()
    {
        _scope.Acknowledge(AlertScope.Key("main")).Should().BeFalse("it is not there");
        _scope.Observe(11);
        var before = _scope.State;
        _scope.Acknowledge(AlertScope.Key("main")).Should().BeFalse("it is pending");
        _scope.State.Should().BeSameAs(before);
        _scope.Fire().Hold(5, TimeSpan.FromMinutes(1));
        _scope.Acknowledge(AlertScope.Key("main")).Should().BeFalse("it is resolved");
    }
}
