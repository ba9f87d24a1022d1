namespace Integration.Delivery;

/// <summary>Counts what runs, and closes: after that nothing enters, and the last one out says so.</summary>
internal sealed class AttemptDrain
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _closed;

    public bool TryEnter()
    {
        lock (_lock)
        {
            _running += _closed ? 0 : 1;
            return !_closed;
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_running == 0 && _closed)
            {
                _empty.TrySetResult();
            }
        }
    }

    public async Task Close(TimeSpan timeout, TimeProvider time, CancellationToken ct)
    {
        lock (_lock)
        {
            _closed = true;
            if (_running == 0)
            {
                _empty.TrySetResult();
            }
        }

        try
        {
            await _empty.Task.WaitAsync(timeout, time, ct);
        }
        catch (TimeoutException)
        {
            // What still runs is handed back: its rows are pending, another silo finds them.
        }
    }
}
