namespace Integration.Stalls;

/// <summary>
/// Whether this process may act for its grains. It may while its watchdog beats; a process that stood still has missed beats,
/// so what runs first after it wakes finds the guard closed already, without waiting for anybody to notice.
/// </summary>
public sealed class StallGuard(StallOptions options, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _confirmedAt = time.GetTimestamp();
    private TaskCompletionSource? _opened;

    /// <summary>Whether the last beat is recent enough.</summary>
    public bool IsOpen => time.GetElapsedTime(Interlocked.Read(ref _confirmedAt)) < options.Limit;

    /// <summary>How long ago the last beat was.</summary>
    public TimeSpan SinceConfirmed => time.GetElapsedTime(Interlocked.Read(ref _confirmedAt));

    /// <summary>Completes at once while the guard is open, else when membership has been confirmed.</summary>
    public Task WhenOpen()
    {
        if (IsOpen)
        {
            return Task.CompletedTask;
        }

        lock (_lock)
        {
            _opened ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return IsOpen ? Task.CompletedTask : _opened.Task;
        }
    }

    /// <summary>A beat: false, and nothing changes, when the one before is too long ago.</summary>
    public bool TryBeat()
    {
        // Taken before the check: a process that is stopped between the two must not come back with a fresh beat.
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(Interlocked.Read(ref _confirmedAt), now) >= options.Limit)
        {
            return false;
        }

        Open(now);
        return true;
    }

    /// <summary>Opens the guard: at the instant given the process was a member of the cluster.</summary>
    /// <param name="asOf">A timestamp taken before membership was asked for.</param>
    public void Confirm(long asOf) => Open(asOf);

    // A beat too: whoever found the guard closed just before it waits for this one.
    private void Open(long at)
    {
        Interlocked.Exchange(ref _confirmedAt, at);
        lock (_lock)
        {
            if (_opened is not null && IsOpen)
            {
                _opened.SetResult();
                _opened = null;
            }
        }
    }
}
