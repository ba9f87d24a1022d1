using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Sandbox.Platforms;

/// <summary>Tells how long is being waited for, before the time is moved.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public ChannelReader<TimeSpan> Waits => _waits.Reader;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
