namespace Integration.Alerts;

public sealed class AlertSilenceTests
{
    private readonly AlertScope _scope = new();

    [Fact]
    public void Step_WhileSilent_TellsNothing()
    {
        Silence(TimeSpan.FromHours(1));
        _scope.Hold(11, TimeSpan.FromMinutes(59));
        _scope.Phase().Should().Be(AlertPhase.Firing);
        _scope.Told.Should().BeEmpty();
    }

    [Fact]
    public void Step_WhenTheSilenceEndsWhileFiring_TellsIt()
    {
        Silence(TimeSpan.FromMinutes(10));
        _scope.Hold(11, TimeSpan.FromMinutes(11));
        _scope.Kinds.Should().Equal(AlertNoticeKind.Firing);
        _scope.Told[0].At.Should().Be(AlertScope.Start.AddMinutes(10).AddSeconds(10));
    }

    [Fact]
    public void Step_WithWhatCameAndWentInTheSilence_TellsNothingAfterIt()
    {
        Silence(TimeSpan.FromMinutes(10));
        _scope.Hold(11, TimeSpan.FromMinutes(5));
        _scope.Hold(5, TimeSpan.FromMinutes(30));
        _scope.Told.Should().BeEmpty();
    }

    [Fact]
    public void Step_WithARecoveryInTheSilence_TellsItAfterIt()
    {
        _scope.Fire();
        Silence(TimeSpan.FromHours(2));
        _scope.Hold(5, TimeSpan.FromMinutes(119));
        _scope.Told.Should().ContainSingle("it is silent");
        _scope.Hold(5, TimeSpan.FromMinutes(2));
        _scope.Kinds.Should().Equal(AlertNoticeKind.Firing, AlertNoticeKind.Resolved);
    }

    [Fact]
    public void Step_WhileSilent_DoesNotRemind()
    {
        _scope.Fire();
        Silence(TimeSpan.FromHours(3));
        _scope.Hold(11, TimeSpan.FromMinutes(179));
        _scope.Told.Should().ContainSingle();
        _scope.Hold(11, TimeSpan.FromMinutes(2));
        _scope.Kinds.Last().Should().Be(AlertNoticeKind.Reminder);
    }

    [Fact]
    public void Step_WithASilenceForAnother_TellsIt()
    {
        Silence(TimeSpan.FromHours(1), ("account", "other"));
        _scope.Fire();
    }

    [Fact]
    public void Covers_AtItsEnds_IncludesTheFirstInstantOnly()
    {
        var silence = Make(TimeSpan.FromHours(1), ("account", "main"));
        bool Covers(DateTimeOffset at) => silence.Covers(AlertScope.Rule, AlertScope.Labels("main"), at);
        Covers(silence.From.AddTicks(-1)).Should().BeFalse();
        Covers(silence.From).Should().BeTrue();
        Covers(silence.Until.AddTicks(-1)).Should().BeTrue();
        Covers(silence.Until).Should().BeFalse();
    }

    [Theory]
    [InlineData("rule", "calls-fail", true)]
    [InlineData("rule", "calls-*", true)]
    [InlineData("rule", "other", false)]
    [InlineData("severity", "critical", true)]
    [InlineData("severity", "warning", false)]
    [InlineData("account", "ma*", true)]
    [InlineData("shop", "main", false)]
    public void Covers_ByAMatcher_LooksAtRuleSeverityAndLabels(string name, string value, bool covers) =>
        Make(TimeSpan.FromHours(1), (name, value))
            .Covers(AlertScope.Rule, AlertScope.Labels("main"), AlertScope.Start)
            .Should()
            .Be(covers);

    [Fact]
    public void Covers_WithOneMatcherThatDiffers_DoesNot() =>
        Make(TimeSpan.FromHours(1), ("account", "main"), ("platform", "other"))
            .Covers(AlertScope.Rule, AlertScope.Labels("main"), AlertScope.Start)
            .Should()
            .BeFalse();

    [Fact]
    public void Covers_WithoutMatchers_SilencesNothing() =>
        Make(TimeSpan.FromHours(1))
            .Covers(AlertScope.Rule, AlertScope.Labels("main"), AlertScope.Start)
            .Should()
            .BeFalse();

    [Fact]
    public void Faults_OfASilence_AreToldAtOnce()
    {
        Make(TimeSpan.FromHours(1), ("account", "main")).Faults().Should().BeEmpty();
        Make(TimeSpan.Zero).Faults().Keys.Should().BeEquivalentTo("matchers", "until");
        Make(TimeSpan.FromHours(1), ("Account", "main")).Faults().Keys.Should().BeEquivalentTo("matchers.Account");
    }

    private void Silence(TimeSpan time, params (string Name, string Value)[] matchers) =>
        _scope.Silences.Add(
            Make(time, matchers.Length == 0 ? [("account", "main")] : matchers) with
            {
                From = _scope.Now,
                Until = _scope.Now + time,
            }
        );

    private static AlertSilence Make(TimeSpan time, params (string Name, string Value)[] matchers) =>
        new()
        {
            Id = "s1",
            Matchers = matchers.ToDictionary(matcher => matcher.Name, matcher => matcher.Value),
            From = AlertScope.Start,
            Until = AlertScope.Start + time,
        };
}
