namespace Integration.Notices;

/// <summary>That notices go out, each once and in order.</summary>
public sealed class NoticeDispatcherTests : IDisposable
{
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
    public async Task Run_UntilItIsCancelled_SendsWhatArrivesAndTriesAgain()
    {
        await _scope.Open();
        using var stop = new CancellationTokenSource();
        using var sent = new SemaphoreSlim(0);
        var attempts = 0;
        _scope.Answer = _ =>
        {
            if (attempts++ == 0)
                return DispatchScope.Away;
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
