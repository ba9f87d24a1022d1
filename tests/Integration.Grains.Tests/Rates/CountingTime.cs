using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Integration.Rates;

/// <summary>A clock that a test moves, and which counts how many waits have begun by it.</summary>
internal sealed class CountingTime() : FakeTimeProvider(StorageFixture.Now)
{
    private readonly Channel<TimeSpan> _begun = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _begun.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until as many more waits have begun.</summary>
    public async Task Begun(int waits, CancellationToken ct)
    {
        for (var n = 0; n < waits; n++)
        {
            await _begun.Reader.ReadAsync(ct);
        }
    }
}
