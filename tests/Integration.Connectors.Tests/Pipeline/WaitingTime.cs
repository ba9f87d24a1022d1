using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Pipeline;

/// <summary>A clock that a test moves, and which tells of each wait that begins by it; the time limit of a whole call apart.</summary>
internal sealed class WaitingTime(TimeSpan total) : FakeTimeProvider(new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime >= TimeSpan.Zero && dueTime != total)
        {
            _waits.Writer.TryWrite(dueTime);
        }

        return timer;
    }

    /// <summary>The next wait, as soon as somebody begins it, and lets it end.</summary>
    public async Task<TimeSpan> Pass(CancellationToken ct)
    {
        var wait = await _waits.Reader.ReadAsync(ct);
        Advance(wait);
        return wait;
    }

    /// <summary>Lets waits end, each as soon as it begins, until something is done.</summary>
    public async Task<TimeSpan[]> PassUntil(Task done, CancellationToken ct)
    {
        var passed = new List<TimeSpan>();
        while (await Task.WhenAny(done, _waits.Reader.WaitToReadAsync(ct).AsTask()) != done)
        {
            if (_waits.Reader.TryRead(out var wait))
            {
                Advance(wait);
                passed.Add(wait);
            }
        }

        return [.. passed];
    }
}
