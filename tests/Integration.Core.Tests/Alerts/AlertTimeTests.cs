namespace Integration.Alerts;

/// <summary>Clocks that jump, and processes that were away.</summary>
public sealed class AlertTimeTests
{
    private readonly AlertScope _scope = new();

    [Fact]
    public void Step_AfterTheClockWasSetBackAnHour_FiresAfterTheSameWatchedTime()
    {
        _scope.Hold(11, TimeSpan.FromSeconds(15));
        _scope.Now -= TimeSpan.FromHours(1);
        _scope.Hold(11, TimeSpan.FromSeconds(10));
        _scope.Phase().Should().Be(AlertPhase.Pending, "25 s were watched");
        _scope.Now += TimeSpan.FromSeconds(5);
        _scope.Observe(11);
        _scope.Phase().Should().Be(AlertPhase.Firing);
    }

    [Fact]
    public void Step_AfterTheClockWasSetBackWhileFiring_NeitherResolvesNorTellsAgain()
    {
        _scope.Fire();
        _scope.Now -= TimeSpan.FromDays(1);
        _scope.Hold(11, TimeSpan.FromMinutes(20));
        _scope.Phase().Should().Be(AlertPhase.Firing);
        _scope.Told.Should().ContainSingle();
        _scope.Hold(11, TimeSpan.FromMinutes(11));
        _scope.Kinds.Should().Equal(AlertNoticeKind.Firing, AlertNoticeKind.Reminder);
    }

    [Fact]
    public void Step_AfterTheClockWasSetForwardADay_CountsAStepOnly()
    {
        var scope = new AlertScope(AlertScope.Rule with { For = TimeSpan.FromMinutes(10) });
        scope.Observe(11);
        scope.Now += TimeSpan.FromDays(1);
        scope.Observe(11);
        scope.Phase().Should().Be(AlertPhase.Pending);
        scope.State.Clock.Should().Be((long)scope.Options.MaxStep.TotalMilliseconds);
    }

    [Fact]
    public void Step_AfterTheProcessWasAwayForHours_DoesNotTakeThatForMissingData()
    {
        _scope.Fire();
        _scope.Now += TimeSpan.FromHours(6);
        _scope.Step();
        _scope.Phase().Should().Be(AlertPhase.Firing);
        _scope.Hold(11, TimeSpan.FromMinutes(5));
        _scope.Told.Should().ContainSingle();
    }

    [Fact]
    public void Step_ALittleLate_ChangesNothing()
    {
        _scope.Observe(11);
        var clock = _scope.State.Clock;
        _scope.Now -= TimeSpan.FromSeconds(5);
        _scope.Observe(11);
        _scope.State.Clock.Should().Be(clock);
        _scope.State.At.Should().Be(AlertScope.Start, "a late step does not take time back");
        _scope.Now -= TimeSpan.FromMilliseconds(1);
        _scope.Observe(11);
        _scope.State.At.Should().Be(_scope.Now, "beyond the tolerance the clock was set back");
    }

    [Fact]
    public void Step_ByTwoClocksThatDiffer_DoesNotRunFaster()
    {
        for (var second = 0; second <= 20; second++)
        {
            _scope.Now = AlertScope.Start.AddSeconds(second);
            _scope.Observe(11);
            _scope.Now -= TimeSpan.FromSeconds(3);
            _scope.Observe(11);
        }

        _scope.State.Clock.Should().Be(20_000);
        _scope.Phase().Should().Be(AlertPhase.Pending);
    }

    [Fact]
    public void Step_WithInstantsBelowTheMillisecond_LosesNoTime()
    {
        for (var tick = 0; tick <= 10_000; tick++)
        {
            _scope.Now = AlertScope.Start.AddTicks(tick * 4_000L);
            _scope.Step();
        }

        _scope.State.Clock.Should().Be(4_000);
    }
}
