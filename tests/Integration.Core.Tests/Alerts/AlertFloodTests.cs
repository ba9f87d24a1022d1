namespace Integration.Alerts;

/// <summary>Everything goes wrong at once: people get few notices, and what one rule sees hides nothing that another one does.</summary>
public sealed class AlertFloodTests
{
    private static readonly AlertRule Rule = AlertScope.Rule with { For = TimeSpan.Zero, ClearFor = TimeSpan.Zero };

    [Fact]
    public void Step_WithTenThousandGroupsAtOnce_TellsThemInOneNotice()
    {
        const int Accounts = 10_000;
        var engine = new AlertEngine(new AlertOptions(), [Rule]);
        var told = new List<AlertNotice>();
        var state = Step(AlertState.Empty, 11, 0);
        state = Step(state, 11, 10);

        var notice = told.Should().ContainSingle().Subject;
        (notice.Kind, notice.Firing).Should().Be((AlertNoticeKind.Firing, Accounts));
        (notice.Lines.Count, notice.More).Should().Be((20, Accounts - 20));
        notice.Group.Should().BeEmpty();
        notice.Lines.Select(line => line.Labels["account"]).Should().OnlyHaveUniqueItems();

        state = Step(state, 5, 80);
        state = Step(state, 5, 90);
        state = Step(state, 5, 100);
        told.Should().HaveCount(2);
        (told[1].Kind, told[1].Firing, told[1].More).Should().Be((AlertNoticeKind.Resolved, 0, Accounts - 20));
        told.Select(one => one.Id).Should().OnlyHaveUniqueItems();
        for (var second = 200; second < 40 * 60; second += 100)
            state = engine.Step(state, [], [], AlertScope.Start.AddSeconds(second)).State;
        state.Alerts.Should().BeEmpty("the flood is over, and nothing is kept of it");
        state.Groups.Should().BeEmpty();

        AlertState Step(AlertState before, double value, int second)
        {
            var now = AlertScope.Start.AddSeconds(second);
            var values = Enumerable
                .Range(0, Accounts)
                .Select(n => new AlertObservation("platform.failure_ratio", AlertScope.Labels($"a{n}"), value, now));
            var step = engine.Step(before, [.. values], [], now);
            told.AddRange(step.Notices);
            return step.State;
        }
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 1)]
    public void Step_WithAsManyGroupsAsMayBeTold_TellsThemApart(int accounts, int notices)
    {
        var scope = new AlertScope(Rule, new AlertOptions { MaxNotices = 3 });
        for (var account = 0; account < accounts; account++)
            scope.Observe(11, $"a{account}");
        scope.Wait(TimeSpan.FromMinutes(1));
        scope.Told.Should().HaveCount(notices);
        scope.Told.SelectMany(notice => notice.Lines).Should().HaveCount(accounts);
    }

    [Fact]
    public void Step_WithAFloodThatIsAcknowledged_RemindsOfTheOthersInOneNotice()
    {
        var scope = new AlertScope(Rule, new AlertOptions { MaxNotices = 3 });
        for (var account = 0; account < 5; account++)
            scope.Observe(11, $"a{account}");
        scope.Wait(TimeSpan.FromSeconds(10));
        scope.Acknowledge(AlertScope.Key("a0")).Should().BeTrue();
        scope.Hold(11, TimeSpan.FromMinutes(31), "a0", "a1", "a2", "a3", "a4");
        scope.Told.Should().HaveCount(2);
        scope.Told[1].Kind.Should().Be(AlertNoticeKind.Reminder);
        scope.Told[1].Lines.Select(line => line.Labels["account"]).Should().Equal("a1", "a2", "a3", "a4");
    }

    [Fact]
    public void Step_AtTheMostAlerts_StillWatchesTheFirstOfEachOtherRule()
    {
        var other = Rule with { Id = "database-away", Metric = "database.reachable", GroupBy = [] };
        var engine = new AlertEngine(new AlertOptions { MaxAlerts = 10 }, [Rule, other]);
        var flood = Enumerable.Range(0, 20).Select(n => Bad("platform.failure_ratio", $"a{n}"));
        var state = engine.Step(AlertState.Empty, [.. flood], [], AlertScope.Start).State;
        (state.Alerts.Count, state.Untracked).Should().Be((10, 10));

        AlertObservation[] more = [Bad("database.reachable", "one"), Bad("database.reachable", "two")];
        state = engine.Step(state, more, [], AlertScope.Start).State;

        state.Alerts.Values.Should().ContainSingle(alert => alert.Rule == "database-away");
        (state.Alerts.Count, state.Untracked).Should().Be((11, 11));

        static AlertObservation Bad(string metric, string account) =>
            new(metric, AlertScope.Labels(account), 11, AlertScope.Start);
    }
}
