namespace Integration.Notices;

public sealed class NoticeDispatcherTests : IDisposable
{
    private static readonly NoticeResult Away = new(NoticeFailureKind.Transient, "It is away.");
    private readonly DispatchScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Pump_WithNothingToDo_SaysSo()
    {
        await _scope.Open();
        (await _scope.Pump()).Should().BeNull();
        _scope.Attempts.Should().Be(0);
    }

    [Fact]
    public async Task Pump_WithNotices_SendsThemInOrderAndForgetsThem()
    {
        await _scope.Open();
        await _scope.Enqueue(10);
        (await _scope.Pump()).Should().BeNull();
        _scope.Ids.Should().Equal(Enumerable.Range(0, 10).Select(number => $"n{number}"));
        _scope.Store.Ids().Should().BeEmpty();
        var status = _scope.Dispatcher.Status();
        (status.Sent, status.Messages, status.Waiting, status.OldestAt).Should().Be((10, 10, 0, null));
        status.LastSentAt.Should().Be(NoticeScope.Start);
    }

    [Fact]
    public async Task Enqueue_OfAnIdThatWaits_TakesItOnce()
    {
        await _scope.Open();
        await _scope.Enqueue(1);
        await _scope.Enqueue(1);
        await _scope.Pump();
        _scope.Ids.Should().Equal("n0");
    }

    [Fact]
    public async Task Pump_OfADeadChannel_BacksOffAndLosesNothing()
    {
        await _scope.Open();
        _scope.Answer = _ => Away;
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
        _scope.Answer = _ => Away;
        await _scope.Enqueue(2);
        var wait = await _scope.Pump();
        var status = _scope.Dispatcher.Status();
        (status.Channel, status.Kind, status.Waiting, status.FailuresInARow).Should().Be(("main", "test", 2, 1));
        (status.OldestAt, status.LastFailureAt, status.LastFailure)
            .Should()
            .Be((NoticeScope.Start, NoticeScope.Start, Away));
        status.NextAttemptAt.Should().Be(NoticeScope.Start + wait);
        _scope.Answer = static _ => new NoticeResult(null, "Not for b@example.com.");
        _scope.Time.Advance(wait!.Value);
        await _scope.Pump();
        status = _scope.Dispatcher.Status();
        (status.Waiting, status.FailuresInARow, status.NextAttemptAt).Should().Be((0, 0, null));
        (status.LastFailure, status.LastRemark).Should().Be((Away, "Not for b@example.com."));
    }

    [Fact]
    public async Task Pump_AfterASuccess_BeginsTheBackoffAnew()
    {
        await _scope.Open();
        _scope.Answer = _ => Away;
        await _scope.Enqueue(1);
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Answer = static _ => NoticeResult.Sent;
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Answer = _ => Away;
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
        _scope.Answer = _ => Away;
        await _scope.Enqueue(1);
        var wait = (await _scope.Pump())!.Value;
        _scope.Time.Advance(wait - TimeSpan.FromMilliseconds(1));
        await _scope.Enqueue(1, first: 1);
        (await _scope.Pump()).Should().Be(TimeSpan.FromMilliseconds(1));
        _scope.Attempts.Should().Be(1);
    }

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
        _scope.Answer = _ => Away;
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

    [Fact]
    public async Task Open_AfterACrash_GoesOnWithWhatWaited()
    {
        await _scope.Open();
        _scope.Answer = _ => Away;
        await _scope.Enqueue(5);
        await _scope.Pump();
        await _scope.Open();
        _scope.Answer = static _ => NoticeResult.Sent;
        _scope.Dispatcher.Status().Waiting.Should().Be(5);
        await _scope.Pump();
        _scope.Ids.Should().Equal("n0", "n1", "n2", "n3", "n4");
    }

    [Fact]
    public async Task Pump_CancelledDuringAnAttempt_KeepsTheNotice()
    {
        await _scope.Open();
        await _scope.Enqueue(1);
        using var stop = new CancellationTokenSource();
        _scope.Before = async ct =>
        {
            await stop.CancelAsync();
            ct.ThrowIfCancellationRequested();
        };
        var pump = () => _scope.Dispatcher.Pump(stop.Token);
        await pump.Should().ThrowAsync<OperationCanceledException>();
        _scope.Store.Ids().Should().Equal("n0");
        _scope.Before = static _ => Task.CompletedTask;
        await _scope.Pump();
        _scope.Ids.Should().Equal("n0");
    }

    [Fact]
    public async Task Enqueue_WhileTheStoreIsAway_SaysSoAndTakesNothing()
    {
        await _scope.Open();
        _scope.Store.IsAway = true;
        var enqueue = () => _scope.Enqueue(1);
        await enqueue.Should().ThrowAsync<InvalidOperationException>();
        _scope.Store.IsAway = false;
        _scope.Dispatcher.Status().Waiting.Should().Be(0);
        await _scope.Enqueue(1);
        await _scope.Pump();
        _scope.Ids.Should().Equal("n0");
    }

    [Fact]
    public async Task Pump_WhileTheStoreIsAway_SendsOneAndThenWaitsForTheStore()
    {
        await _scope.Open();
        await _scope.Enqueue(3);
        _scope.Store.IsAway = true;
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Ids.Should().Equal(["n0"], "what was sent but not taken down would be sent again after a crash");
        _scope.Dispatcher.Status().LastFailure!.Text.Should().Contain("store");
        _scope.Store.IsAway = false;
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Ids.Should().Equal("n0", "n1", "n2");
        _scope.Store.Ids().Should().BeEmpty();
    }

    [Fact]
    public async Task Pump_OfAChannelThatThrows_ShowsItAndKeepsTheNotice()
    {
        await _scope.Open();
        _scope.Answer = static _ => throw new FormatException("secret");
        await _scope.Enqueue(1);
        await _scope.Pump();
        _scope.Dispatcher.Status().LastFailure!.Text.Should().Contain("FormatException").And.NotContain("secret");
        _scope.Store.Ids().Should().Equal("n0");
    }

    [Fact]
    public async Task Pump_OfATextThatTheChannelRefuses_SendsAStubInItsPlace()
    {
        await _scope.Open();
        _scope.Answer = static notice =>
            notice.Title.Contains("Title 1", StringComparison.Ordinal)
                ? new(NoticeFailureKind.Refused, "A bad word.")
                : NoticeResult.Sent;
        await _scope.Enqueue(3);
        (await _scope.Pump()).Should().BeNull();
        _scope.Ids.Should().Equal("n0", "n1", "n2");
        _scope.Taken[1].Message.IsStub.Should().BeTrue();
        _scope.Taken[1].Message.Title.Should().NotContain("Title 1");
        var status = _scope.Dispatcher.Status();
        (status.Sent, status.Refused, status.FailuresInARow).Should().Be((3, 0, 0));
        status.LastFailure!.Text.Should().Be("A bad word.");
    }

    [Fact]
    public async Task Pump_OfAGatheredTextThatTheChannelRefuses_TakesItApart()
    {
        _scope.Rates = [new(3, TimeSpan.FromMinutes(1))];
        await _scope.Open();
        _scope.Answer = static notice =>
            (notice.Title + notice.Text).Contains("Title 1\n", StringComparison.Ordinal) || notice.Title == "Title 1"
                ? new(NoticeFailureKind.Refused, "A bad word.")
                : NoticeResult.Sent;
        await _scope.Enqueue(6);
        await _scope.PumpFor(TimeSpan.FromMinutes(10));
        _scope.Ids.Should().Equal("n0", "n1", "n2", "n3", "n4", "n5");
        _scope.Taken.Count(one => one.Message.IsStub).Should().Be(1);
    }

    [Fact]
    public async Task Pump_OfAChannelThatRefusesEverything_GivesUpAndCounts()
    {
        await _scope.Open();
        _scope.Answer = static _ => new(NoticeFailureKind.Refused, "No.");
        await _scope.Enqueue(2);
        (await _scope.Pump()).Should().BeNull();
        _scope.Dispatcher.Status().Refused.Should().Be(2);
        _scope.Store.Ids().Should().BeEmpty();
    }

    [Fact]
    public async Task Run_UntilItIsCancelled_SendsWhatArrivesAndTriesAgain()
    {
        await _scope.Open();
        using var stop = new CancellationTokenSource();
        using var sent = new SemaphoreSlim(0);
        var attempts = 0;
        _scope.Answer = _ =>
        {
            if (attempts++ == 0)
                return Away;
            sent.Release();
            return NoticeResult.Sent;
        };
        var running = _scope.Dispatcher.Run(stop.Token);
        await _scope.Enqueue(1);
        await _scope.Time.TimerMade.WaitAsync(NoticeScope.Ct);
        _scope.Time.Advance(TimeSpan.FromSeconds(6));
        await sent.WaitAsync(NoticeScope.Ct);
        await _scope.Enqueue(1, first: 1);
        await sent.WaitAsync(NoticeScope.Ct);
        await stop.CancelAsync();
        await running;
        _scope.Ids.Should().Equal("n0", "n1");
    }
}
