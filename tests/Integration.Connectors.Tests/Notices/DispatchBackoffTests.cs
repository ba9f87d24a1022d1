namespace Integration.Notices;

/// <summary>When a dispatcher tries again after its channel has failed.</summary>
public sealed class DispatchBackoffTests : IDisposable
{
    private readonly DispatchScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Pump_OfADeadChannel_BacksOffAndLosesNothing()
    {
        await _scope.Open();
        _scope.Answer = static _ => DispatchScope.Away;
        await _scope.Enqueue(3);
        var waits = new List<double>();
        for (var attempt = 0; attempt < 8; attempt++)
        {
            var wait = (await _scope.Pump())!.Value;
            waits.Add(wait.TotalSeconds);
            _scope.Time.Advance(wait);
        }

        double[] planned = [5, 10, 20, 40, 80, 120, 120, 120];
        waits.Should().HaveSameCount(planned);
        foreach (var (wait, least) in waits.Zip(planned))
        {
            wait.Should().BeInRange(least, least * 1.2);
        }

        _scope.Attempts.Should().Be(8);
        _scope.Store.Ids().Should().Equal("n0", "n1", "n2");
        _scope.Answer = static _ => NoticeResult.Sent;
        (await _scope.Pump()).Should().BeNull();
        _scope.Ids.Should().Equal("n0", "n1", "n2");
    }

    [Fact]
    public async Task Status_OfADeadChannel_ShowsWhyAndHowMuchWaits()
    {
        await _scope.Open();
        _scope.Answer = static _ => DispatchScope.Away;
        await _scope.Enqueue(2);
        var wait = await _scope.Pump();
        var status = _scope.Dispatcher.Status();
        (status.Channel, status.Kind, status.Waiting, status.FailuresInARow).Should().Be(("main", "test", 2, 1));
        (status.OldestAt, status.LastFailureAt, status.LastFailure)
            .Should()
            .Be((NoticeScope.Start, NoticeScope.Start, DispatchScope.Away));
        status.NextAttemptAt.Should().Be(NoticeScope.Start + wait);
        _scope.Answer = static _ => new NoticeResult(null, "Not for b@example.com.");
        _scope.Time.Advance(wait!.Value);
        await _scope.Pump();
        status = _scope.Dispatcher.Status();
        (status.Waiting, status.FailuresInARow, status.NextAttemptAt).Should().Be((0, 0, null));
        (status.LastFailure, status.LastRemark).Should().Be((DispatchScope.Away, "Not for b@example.com."));
    }

    [Fact]
    public async Task Pump_AfterASuccess_BeginsTheBackoffAnew()
    {
        await _scope.Open();
        _scope.Answer = static _ => DispatchScope.Away;
        await _scope.Enqueue(1);
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Answer = static _ => NoticeResult.Sent;
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Answer = static _ => DispatchScope.Away;
        await _scope.Enqueue(1, first: 1);
        (await _scope.Pump())!.Value.TotalSeconds.Should().BeInRange(5, 6);
    }

    [Theory]
    [InlineData(NoticeFailureKind.Permanent, null, 120)]
    [InlineData(NoticeFailureKind.Throttled, null, 60)]
    [InlineData(NoticeFailureKind.Throttled, 17, 17)]
    [InlineData(NoticeFailureKind.Throttled, 0, 1)]
    [InlineData(NoticeFailureKind.Throttled, 86_400, 600)]
    public async Task Pump_AfterAFailure_WaitsAsItsKindAsks(NoticeFailureKind kind, int? asked, int seconds)
    {
        await _scope.Open();
        _scope.Answer = _ => new(kind, "no", asked is { } s ? TimeSpan.FromSeconds(s) : null);
        await _scope.Enqueue(1);
        (await _scope.Pump())!.Value.TotalSeconds.Should().BeInRange(seconds, seconds * 1.2);
        _scope.Store.Ids().Should().Equal("n0");
    }

    [Fact]
    public async Task Pump_BeforeTheWaitIsOver_DoesNotTryAgain()
    {
        await _scope.Open();
        _scope.Answer = static _ => DispatchScope.Away;
        await _scope.Enqueue(1);
        var wait = (await _scope.Pump())!.Value;
        _scope.Time.Advance(wait - TimeSpan.FromMilliseconds(1));
        await _scope.Enqueue(1, first: 1);
        (await _scope.Pump()).Should().Be(TimeSpan.FromMilliseconds(1));
        _scope.Attempts.Should().Be(1);
    }
}
