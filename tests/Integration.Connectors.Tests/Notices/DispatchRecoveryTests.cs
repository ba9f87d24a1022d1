namespace Integration.Notices;

/// <summary>That no notice is lost when the hub, the store or the channel breaks.</summary>
public sealed class DispatchRecoveryTests : IDisposable
{
    private readonly DispatchScope _scope = new();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public async Task Open_AfterACrash_GoesOnWithWhatWaited()
    {
        await _scope.Open();
        _scope.Answer = static _ => DispatchScope.Away;
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
    public async Task Pump_OfTheOnlyNoticeWhenTheStoreIsBack_EndsTheRowOfFailures()
    {
        await _scope.Open();
        await _scope.Enqueue(1);
        _scope.Store.IsAway = true;
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Dispatcher.Status().FailuresInARow.Should().BePositive();
        _scope.Store.IsAway = false;
        await _scope.PumpFor(TimeSpan.FromMinutes(5));
        _scope.Dispatcher.Status().FailuresInARow.Should().Be(0);
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
}
