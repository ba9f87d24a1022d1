namespace Integration.Alerts;

/// <summary>A rule's <c>group_by</c> is edited while its alerts fire.</summary>
public sealed class AlertRegroupingTests
{
    private static readonly AlertRule Regrouped = AlertScope.Rule with { GroupBy = ["platform"] };

    [Fact]
    public void Step_AfterTheGroupingOfAFiringRuleChanged_RemindsAfterTheInterval()
    {
        var scope = Continue(new AlertScope().Fire());
        scope.Hold(11, TimeSpan.FromMinutes(29));
        scope.Told.Should().BeEmpty("people know that it fires");
        scope.Hold(11, TimeSpan.FromMinutes(2));
        scope.Kinds.Should().Equal(AlertNoticeKind.Reminder);
    }

    [Fact]
    public void Step_AfterTheGroupingOfAPendingRuleChanged_TellsAsEver()
    {
        var before = new AlertScope();
        before.Hold(11, TimeSpan.FromSeconds(10));
        var scope = Continue(before);
        scope.Hold(11, TimeSpan.FromSeconds(35));
        scope.Kinds.Should().Equal([AlertNoticeKind.Firing], "nobody was told, so there is no interval to keep");
    }

    private static AlertScope Continue(AlertScope before) => new(Regrouped) { State = before.State, Now = before.Now };
}
