using Microsoft.Extensions.Time.Testing;

namespace Integration.Stalls;

public sealed class StallGuardTests
{
    private static readonly StallOptions Options = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StallGuard _guard;

    public StallGuardTests() => _guard = new StallGuard(Options, _time);

    [Fact]
    public void WhenOpen_WhileItBeats_CompletesAtOnce()
    {
        for (var beat = 0; beat < 100; beat++)
        {
            _time.Advance(Options.Beat);
            _guard.TryBeat().Should().BeTrue();
        }

        _guard.WhenOpen().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public void IsOpen_AfterAGap_IsClosedBeforeAnybodyNoticed()
    {
        _time.Advance(Options.Limit);

        _guard.IsOpen.Should().BeFalse();
        _guard.WhenOpen().IsCompleted.Should().BeFalse();
    }

    [Fact]
    public void TryBeat_AfterAGap_ChangesNothing()
    {
        _time.Advance(Options.Limit);

        _guard.TryBeat().Should().BeFalse();
        _guard.TryBeat().Should().BeFalse();
        _guard.SinceConfirmed.Should().Be(Options.Limit);
    }

    [Fact]
    public async Task Confirm_AfterAGap_LetsThoseGoOnWhoWaited()
    {
        _time.Advance(Options.Limit * 5);
        Task[] waiting = [_guard.WhenOpen(), _guard.WhenOpen()];

        _guard.Confirm(_time.GetTimestamp());

        await Task.WhenAll(waiting).WaitAsync(TestContext.Current.CancellationToken);
        _guard.TryBeat().Should().BeTrue();
    }

    [Fact]
    public void Confirm_ByAnAnswerThatCameTooLate_StaysClosed()
    {
        _time.Advance(Options.Limit);
        var waiting = _guard.WhenOpen();
        var asked = _time.GetTimestamp();
        // Stopped again between the question and the answer.
        _time.Advance(Options.Limit);

        _guard.Confirm(asked);

        _guard.IsOpen.Should().BeFalse();
        waiting.IsCompleted.Should().BeFalse();
    }
}
