using Microsoft.Extensions.Time.Testing;

namespace Integration.Notices;

/// <summary>A clock that a test moves, and which tells when somebody has begun to wait by it.</summary>
internal sealed class SignallingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task TimerMade => _made.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _made.TrySetResult();
        return timer;
    }
}
