namespace Integration.Notices;

/// <summary>A message is kept until the store has taken down that it was sent.</summary>
public sealed class DispatchSettlingTests : IDisposable
{
    private readonly DispatchScope _scope = new();
    private readonly List<Notice> _tried = [];

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Pump_AfterAFailureOfAGatheredMessage_TriesTheSameOneAgain()
    {
        _scope.Rates = [new(2, TimeSpan.FromMinutes(1))];
        _scope.Answer = Tried(static count => count == 1 ? DispatchScope.Away : NoticeResult.Sent);
        await _scope.Open();
        await _scope.Enqueue(3);
        var wait = await _scope.Pump();
        await _scope.Enqueue(4, first: 3);
        _scope.Time.Advance(wait!.Value);
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _tried[1].Should().BeSameAs(_tried[0], "an answer may have been lost: who got both must see one");
        _scope.Taken.Sum(one => one.Message.Count).Should().Be(7);
        _scope.Store.Ids().Should().BeEmpty();
    }

    [Fact]
    public async Task Pump_AfterACancelledAttempt_TriesTheSameMessageAgain()
    {
        _scope.Rates = [new(2, TimeSpan.FromMinutes(1))];
        using var stop = new CancellationTokenSource();
        _scope.Answer = Tried(count =>
        {
            if (count > 1)
                return NoticeResult.Sent;
            stop.Cancel();
            throw new InvalidOperationException("The connection is gone.");
        });
        await _scope.Open();
        await _scope.Enqueue(3);
        var pump = () => _scope.Dispatcher.Pump(stop.Token);
        await pump.Should().ThrowAsync<OperationCanceledException>();
        await _scope.Enqueue(1, first: 3);
        await _scope.Pump();
        _tried[1].Should().BeSameAs(_tried[0]);
    }

    [Fact]
    public async Task Enqueue_WhileABatchWaitsToBeTriedAgain_GathersOnlyOthers()
    {
        _scope.Options.MaxWaiting = 10;
        _scope.Options.MaxFolded = 5;
        _scope.Rates = [new(2, TimeSpan.FromMinutes(1))];
        _scope.Answer = Tried(static count => count == 1 ? DispatchScope.Away : NoticeResult.Sent);
        await _scope.Open();
        await _scope.Enqueue(10);
        var wait = await _scope.Pump();
        await _scope.Enqueue(20, first: 10);
        _scope.Dispatcher.Status().Waiting.Should().BeLessThanOrEqualTo(10);
        _scope.Time.Advance(wait!.Value);
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _tried[1].Should().BeSameAs(_tried[0]);
        _scope.Taken.Sum(one => one.Message.Count).Should().Be(30);
        _scope.Store.Ids().Should().BeEmpty();
    }

    [Fact]
    public async Task Enqueue_OfAnIdThatWasGatheredForRoom_TakesItOnce()
    {
        _scope.Options.MaxWaiting = 10;
        _scope.Options.MaxFolded = 5;
        await _scope.Open();
        await _scope.Enqueue(30);
        var waiting = _scope.Store.Ids();
        await _scope.Enqueue(30);
        _scope.Store.Ids().Should().Equal(waiting);
        await _scope.Open();
        await _scope.Enqueue(30);
        _scope.Store.Ids().Should().Equal(waiting, "the store keeps the ids through a restart");
        await _scope.Pump();
        _scope.Taken.Sum(one => one.Message.Count).Should().Be(30);
        await _scope.Enqueue(1);
        _scope.Store.Ids().Should().Equal(["n0"], "nothing of it waits any more");
    }

    [Fact]
    public async Task Enqueue_OfWhatWasSentButNotTakenDown_TakesItOnce()
    {
        await _scope.Open();
        await _scope.Enqueue(1);
        _scope.Answer = _ =>
        {
            _scope.Store.IsAway = true;
            return NoticeResult.Sent;
        };
        await _scope.Pump();
        _scope.Store.IsAway = false;
        await _scope.Enqueue(1);
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Ids.Should().Equal("n0");
        _scope.Store.Ids().Should().BeEmpty();
    }

    [Fact]
    public async Task Run_WhenTheStoreThrowsItsOwnOnCancellation_EndsWithoutAnException()
    {
        await _scope.Open();
        await _scope.Enqueue(1);
        using var stop = new CancellationTokenSource();
        _scope.Answer = _ =>
        {
            stop.Cancel();
            _scope.Store.IsAway = true;
            return NoticeResult.Sent;
        };
        var run = () => _scope.Dispatcher.Run(stop.Token);
        await run.Should().NotThrowAsync();
        _scope.Ids.Should().Equal("n0");
    }

    private Func<Notice, NoticeResult> Tried(Func<int, NoticeResult> answer) =>
        notice =>
        {
            _tried.Add(notice);
            return answer(_tried.Count);
        };
}
