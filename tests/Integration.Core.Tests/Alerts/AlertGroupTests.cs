namespace Integration.Alerts;

public sealed class AlertGroupTests
{
    private static readonly AlertRule Rule = AlertScope.Rule with { For = TimeSpan.Zero, ClearFor = TimeSpan.Zero };

    [Fact]
    public void Step_WithSeveralAlertsOfOneGroup_TellsThemTogether()
    {
        var scope = new AlertScope(Rule with { GroupBy = ["platform"] });
        scope.Observe(11, "a");
        scope.Now += TimeSpan.FromSeconds(5);
        scope.Observe(12, "b");
        scope.Wait(TimeSpan.FromMinutes(5));
        var notice = scope.Told.Should().ContainSingle().Subject;
        notice.Lines.Select(line => line.Labels["account"]).Should().Equal("a", "b");
        notice.Group.Should().BeEquivalentTo(new Dictionary<string, string> { ["platform"] = "temu" });
        (notice.Firing, notice.More).Should().Be((2, 0));
    }

    [Fact]
    public void Step_WithAlertsOfTwoGroups_TellsThemApart()
    {
        var scope = new AlertScope(Rule);
        scope.Observe(11, "b");
        scope.Observe(12, "a");
        scope.Wait(TimeSpan.FromSeconds(10));
        scope.Told.Select(notice => notice.Group["account"]).Should().Equal("a", "b");
        scope.Told.Select(notice => notice.Id).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Step_WithoutGroupLabels_TellsTheWholeRuleTogether()
    {
        var scope = new AlertScope(Rule with { GroupBy = [] });
        scope.Hold(11, TimeSpan.FromSeconds(30), "a", "b", "c");
        scope.Told.Should().ContainSingle().Which.Lines.Should().HaveCount(3);
    }

    [Fact]
    public void Step_WithMoreAlertsThanANoticeLists_SaysHowManyMore()
    {
        var scope = new AlertScope(Rule with { GroupBy = [] });
        for (var account = 0; account < 50; account++)
        {
            scope.Observe(11, $"a{account}");
        }

        scope.Wait(TimeSpan.FromMinutes(1));
        var notice = scope.Told.Should().ContainSingle().Subject;
        (notice.Lines.Count, notice.More, notice.Firing).Should().Be((20, 30, 50));
    }

    [Fact]
    public void Step_WithALaterAlertOfATellingGroup_TellsItAfterTheInterval()
    {
        var scope = new AlertScope(Rule with { GroupBy = ["platform"] });
        scope.Observe(11, "a");
        scope.Wait(TimeSpan.FromSeconds(10));
        var first = scope.Told.Should().ContainSingle().Subject.At;
        scope.Observe(11, "b");
        scope.Wait(TimeSpan.FromSeconds(55));
        scope.Told.Should().ContainSingle();
        scope.Wait(TimeSpan.FromSeconds(5));
        scope.Told.Should().HaveCount(2);
        (scope.Told[1].At - first).Should().Be(TimeSpan.FromMinutes(1));
        scope.Told[1].Lines.Should().ContainSingle().Which.Labels["account"].Should().Be("b");
        scope.Told[1].Firing.Should().Be(2);
    }

    [Fact]
    public void Step_WithARecoveryAndANewAlertAtOnce_TellsBothInOneNotice()
    {
        var scope = new AlertScope(Rule with { GroupBy = ["platform"] });
        scope.Observe(11, "a");
        scope.Wait(TimeSpan.FromMinutes(2));
        scope.Observe(5, "a");
        scope.Observe(11, "b");
        scope.Wait(TimeSpan.FromMinutes(1));
        scope.Told.Should().HaveCount(2);
        scope.Told[1].Kind.Should().Be(AlertNoticeKind.Firing);
        scope
            .Told[1]
            .Lines.Select(line => (line.Labels["account"], line.Kind))
            .Should()
            .Equal(("b", AlertNoticeKind.Firing), ("a", AlertNoticeKind.Resolved));
    }

    [Fact]
    public void Step_WithoutTheGroupsLabel_GroupsByAnEmptyValue()
    {
        var scope = new AlertScope(Rule);
        scope.Observe(11, new Dictionary<string, string> { ["platform"] = "temu" });
        scope.Wait(TimeSpan.FromSeconds(10));
        scope.Told.Should().ContainSingle().Which.Group["account"].Should().BeEmpty();
    }

    [Fact]
    public void Key_OfLabelsInAnyOrder_IsTheSame()
    {
        var one = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" };
        var two = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" };
        AlertLabels.Key("r", one).Should().Be(AlertLabels.Key("r", two)).And.Be("""r{a="1",b="2"}""");
    }

    [Fact]
    public void Key_OfValuesThatLookLikeLabels_StaysApart()
    {
        var one = new Dictionary<string, string> { ["a"] = "1\",b=\"2" };
        var two = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" };
        AlertLabels.Key("r", one).Should().NotBe(AlertLabels.Key("r", two));
        var backslash = new Dictionary<string, string> { ["a"] = "1\\" };
        AlertLabels.Key("r", backslash).Should().Be("""r{a="1\\"}""");
    }

    [Theory]
    [InlineData("main", "main", true)]
    [InlineData("main", "mai", false)]
    [InlineData("main", "mai*", true)]
    [InlineData("main", "*", true)]
    [InlineData(null, "*", true)]
    [InlineData(null, "", true)]
    [InlineData(null, "main", false)]
    [InlineData("Main", "main", false)]
    public void Matches_OfAValue_IsExactOrByItsStart(string? value, string pattern, bool matches) =>
        AlertLabels.Matches(value, pattern).Should().Be(matches);
}
