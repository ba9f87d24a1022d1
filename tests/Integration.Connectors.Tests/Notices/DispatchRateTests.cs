namespace Integration.Notices;

/// <summary>What a dispatcher gathers when more comes than may go out or wait.</summary>
public sealed class DispatchRateTests : IDisposable
{
    private readonly DispatchScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Pump_OfMoreThanTheRate_FoldsWhatComesAbove()
    {
        _scope.Rates = [new(20, TimeSpan.FromMinutes(1))];
        await _scope.Open();
        await _scope.Enqueue(100);
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Taken.Sum(one => one.Message.Count).Should().Be(100);
        _scope.Taken.Should().HaveCountLessThanOrEqualTo(20);
        _scope.Now.Should().Be(TimeSpan.Zero, "gathered, they need not wait");
        var text = string.Join('\n', _scope.Taken.Select(one => one.Message.Title + one.Message.Text));
        Enumerable.Range(0, 100).Should().AllSatisfy(number => text.Should().Contain($"Title {number}"));
    }

    [Fact]
    public async Task Pump_OfASteadyFlood_NeverExceedsTheRateAndTellsAll()
    {
        _scope.Rates = [new(20, TimeSpan.FromMinutes(1)), new(5, TimeSpan.FromSeconds(1))];
        await _scope.Open();
        for (var number = 0; number < 600; number++)
        {
            await _scope.Enqueue(1, first: number);
            await _scope.Pump();
            _scope.Time.Advance(TimeSpan.FromMilliseconds(500));
        }

        await _scope.PumpFor(TimeSpan.FromMinutes(2));
        _scope.Taken.Sum(one => one.Message.Count).Should().Be(600);
        foreach (var (at, _) in _scope.Taken)
        {
            _scope
                .Taken.Count(one => one.At >= at && one.At < at + TimeSpan.FromMinutes(1))
                .Should()
                .BeLessThanOrEqualTo(20);
            _scope
                .Taken.Count(one => one.At >= at && one.At < at + TimeSpan.FromSeconds(1))
                .Should()
                .BeLessThanOrEqualTo(5);
        }
    }

    [Fact]
    public async Task Pump_WhenTheRateIsUsedUp_WaitsForTheOldestToLeaveTheWindow()
    {
        _scope.Rates = [new(2, TimeSpan.FromMinutes(1))];
        await _scope.Open();
        await _scope.Enqueue(1);
        await _scope.Pump();
        _scope.Time.Advance(TimeSpan.FromSeconds(10));
        await _scope.Enqueue(1, first: 1);
        await _scope.Pump();
        await _scope.Enqueue(2, first: 2);
        (await _scope.Pump()).Should().Be(TimeSpan.FromSeconds(50));
        _scope.Time.Advance(TimeSpan.FromSeconds(50));
        await _scope.Pump();
        _scope.Ids.Should().Equal("n0", "n1", "n2+1");
    }

    [Fact]
    public async Task Enqueue_BeyondTheLimit_GathersTheOldestAndLosesNone()
    {
        _scope.Options.MaxWaiting = 10;
        _scope.Options.MaxFolded = 5;
        await _scope.Open();
        _scope.Answer = static _ => DispatchScope.Away;
        await _scope.Enqueue(200);
        _scope.Dispatcher.Status().Waiting.Should().BeLessThanOrEqualTo(10);
        _scope.Store.Ids().Should().HaveCountLessThanOrEqualTo(10);
        _scope.Answer = static _ => NoticeResult.Sent;
        await _scope.Pump();
        _scope.Taken.Sum(one => one.Message.Count).Should().Be(200);
        _scope.Taken[^1].Message.Id.Should().Be("n199");
        _scope.Taken[0].Message.Text.Should().Contain("Title 0\n").And.Contain("Title 1\n");
        _scope.Store.Ids().Should().BeEmpty();
    }

    [Fact]
    public async Task Enqueue_BeyondTheLimitDuringAnAttempt_LeavesWhatIsOnItsWay()
    {
        _scope.Options.MaxWaiting = 10;
        _scope.Options.MaxFolded = 5;
        await _scope.Open();
        await _scope.Enqueue(10);
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _scope.Before = async _ =>
        {
            sending.TrySetResult();
            await goOn.Task;
        };
        var pumping = _scope.Pump();
        await sending.Task.WaitAsync(NoticeScope.Ct);
        await _scope.Enqueue(20, first: 10);
        goOn.SetResult();
        await pumping;
        _scope.Ids.First().Should().Be("n0");
        _scope.Taken.Sum(one => one.Message.Count).Should().Be(30);
        _scope.Store.Ids().Should().BeEmpty();
    }
}
