using Microsoft.Extensions.Time.Testing;

namespace Integration.Delivery;

public sealed class AttemptDrainTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AttemptDrain _drain = new();

    [Fact]
    public async Task Close_WithNothingRunning_IsDoneAtOnce() => await Close();

    [Fact]
    public async Task Close_WithAttemptsRunning_WaitsForTheLast()
    {
        _drain.TryEnter().Should().BeTrue();
        _drain.TryEnter().Should().BeTrue();
        var closing = Close();
        _drain.Leave();
        closing.IsCompleted.Should().BeFalse();
        _drain.Leave();
        await closing;
    }

    [Fact]
    public async Task TryEnter_AfterClosing_IsRefusedAndCountsNothing()
    {
        _drain.TryEnter();
        var closing = Close();
        _drain.TryEnter().Should().BeFalse();
        _drain.TryEnter().Should().BeFalse();
        _drain.Leave();
        await closing;
    }

    [Fact]
    public async Task Close_WithAnAttemptThatHangs_GivesUpAfterTheTimeout()
    {
        _drain.TryEnter();
        var closing = Close();
        _time.Advance(TimeSpan.FromSeconds(9));
        closing.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        await closing;
    }

    [Fact]
    public async Task Close_WhenTheHostGivesUpFirst_Throws()
    {
        _drain.TryEnter();
        using var cancel = new CancellationTokenSource();
        var closing = _drain.Close(TimeSpan.FromSeconds(10), _time, cancel.Token);
        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => closing).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Close_Twice_IsHarmless()
    {
        await Close();
        await Close();
    }

    private Task Close() => _drain.Close(TimeSpan.FromSeconds(10), _time, TestContext.Current.CancellationToken);
}
