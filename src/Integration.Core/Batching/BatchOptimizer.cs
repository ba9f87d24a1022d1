namespace Integration.Batching;

/// <summary>
/// Callers hand in single operations and await their own result; the optimiser sends them together, as many in one call as the
/// platform takes, and sends again what failed for a passing reason. Unlike <see cref="GroupCommit{TItem,TResult}"/> it waits for
/// others up to a limit, keeps the items of each key apart and repeats single items.
/// </summary>
/// <typeparam name="TKey">What must be the same for items to share a call.</typeparam>
/// <typeparam name="TItem">What is handed in.</typeparam>
/// <typeparam name="TResult">What each caller gets.</typeparam>
public sealed class BatchOptimizer<TKey, TItem, TResult> : IAsyncDisposable
    where TKey : notnull
{
    private readonly Dictionary<TKey, BatchLane<TKey, TItem, TResult>> _lanes = [];
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IBatchOperation<TKey, TItem, TResult> _operation;
    private readonly BatchOptimizerOptions _options;
    private readonly BatchMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly BatchSettling<TKey, TItem, TResult> _settling;
    private readonly long _start;
    private readonly BatchHoldings<TItem, TResult> _holdings;
    private int _calls;
    private bool _isStopping;

    /// <summary>Makes an optimiser that waits for items.</summary>
    /// <param name="operation">What is done with them.</param>
    /// <param name="options">The bounds; read once.</param>
    /// <param name="metrics">Counts; not disposed here.</param>
    /// <param name="time">For waiting.</param>
    /// <param name="random">For the chance in repetitions; safe for all threads.</param>
    public BatchOptimizer(
        IBatchOperation<TKey, TItem, TResult> operation,
        BatchOptimizerOptions options,
        BatchMetrics metrics,
        TimeProvider time,
        Random random
    )
    {
        _operation = operation;
        _options = options;
        _metrics = metrics;
        _time = time;
        _holdings = new(options);
        _settling = new(operation, options, _holdings, metrics, random);
        _start = time.GetTimestamp();
    }

    /// <summary>Items that are held, those in calls included.</summary>
    public int Held
    {
        get
        {
            lock (_gate)
            {
                return _holdings.Count;
            }
        }
    }

    /// <summary>
    /// Hands an item in and waits for its result. A caller who cancels harms no other: an item that nobody waits for is not sent,
    /// and one that is in a call already may still take effect.
    /// </summary>
    /// <param name="key">What it shares with others.</param>
    /// <param name="item">The item.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <returns>What the call said of it, or <see cref="IBatchOperation{TKey,TItem,TResult}.Refused"/>.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public Task<TResult> Send(TKey key, TItem item, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<TResult>(ct);
        }

        var bytes = _operation.SizeOf(item);
        lock (_gate)
        {
            if (Refusal(bytes) is { } refusal)
            {
                _metrics.Refused(_operation.Name);
                return Task.FromResult(_operation.Refused(refusal));
            }

            var waiter = new BatchWaiter<TItem, TResult>(item, bytes);
            _holdings.Hold(waiter);
            _metrics.Added(_operation.Name);
            var lane = LaneOf(key);
            lane.Add(_operation.IdOf(item), waiter, Now() + _options.WaitingLimit);
            waiter.Cancelling = ct.UnsafeRegister((_, token) => Cancel(lane, waiter, token), null);
            Pump(lane);
            return waiter.Task;
        }
    }

    /// <summary>
    /// Takes no more items, sends what waits at once, and tells what is not done within
    /// <see cref="BatchOptimizerOptions.DrainTime"/> as stopped. Nobody is left waiting.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isStopping)
            {
                return;
            }

            _isStopping = true;
            foreach (var lane in _lanes.Values.ToArray())
            {
                _settling.TellFailed(lane);
                lane.RipenAll();
                Pump(lane);
            }

            TellIdle();
        }

        using (var enough = new CancellationTokenSource())
        {
            await Task.WhenAny(_idle.Task, Task.Delay(_options.DrainTime, _time, enough.Token));
            await enough.CancelAsync();
        }

        lock (_gate)
        {
            foreach (var lane in _lanes.Values.ToArray())
            {
                _settling.TellStopped(lane);
            }

            TellIdle();
        }

        await _stop.CancelAsync();
        await _idle.Task;
        BatchLane<TKey, TItem, TResult>[] paused;
        lock (_gate)
        {
            // A timer may be about to end one of them.
            paused = [.. _lanes.Values];
        }

        foreach (var lane in paused)
        {
            await lane.Timer!.DisposeAsync();
        }

        _stop.Dispose();
    }

    private TimeSpan Now() => _time.GetElapsedTime(_start);

    private BatchRefusal? Refusal(long bytes) =>
        _isStopping ? BatchRefusal.Stopped
        : _holdings.HasRoom(bytes) ? null
        : BatchRefusal.QueueFull;

    private BatchLane<TKey, TItem, TResult> LaneOf(TKey key)
    {
        if (!_lanes.TryGetValue(key, out var lane))
        {
            lane = new(key, _operation.MaxItems(key), _options.CallsAtOnce, _operation.SameItem);
            lane.Timer = ContextFreeTimer.Create(_time, Wake, lane);
            _lanes.Add(key, lane);
        }

        return lane;
    }

    private void Wake(object? lane)
    {
        lock (_gate)
        {
            Pump((BatchLane<TKey, TItem, TResult>)lane!);
        }
    }

    // Starts the calls that can be made now, and sees to being woken for the next one.
    private void Pump(BatchLane<TKey, TItem, TResult> lane)
    {
        var now = Now();
        while (lane.Take(now, _isStopping) is { } batch)
        {
            Start(lane, batch);
        }

        // A lane that is over may be woken once more, when another one has its key already.
        if (_lanes.GetValueOrDefault(lane.Key) != lane)
        {
            return;
        }

        if (lane.IsOver(now))
        {
            _lanes.Remove(lane.Key);
            lane.Timer!.Dispose();
            return;
        }

        var next = lane.NextLook() is { } at ? Later(at - now) : Timeout.InfiniteTimeSpan;
        lane.Timer!.Change(next, Timeout.InfiniteTimeSpan);
    }

    // Timers count whole milliseconds: one that is woken early would only wait again.
    private static TimeSpan Later(TimeSpan wait) =>
        TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait.TotalMilliseconds)));

    private void Start(BatchLane<TKey, TItem, TResult> lane, List<BatchEntry<TItem, TResult>> batch)
    {
        _calls++;
        _metrics.Called(_operation.Name);
        var items = batch.ConvertAll(Item);
        // Neither the scheduler nor the context of the caller who happens to fill the batch: the call is made for all of them.
        ThreadPool.UnsafeQueueUserWorkItem(_ => _ = Call(lane, batch, items), null);
    }

    private TItem Item(BatchEntry<TItem, TResult> entry) =>
        entry.Waiters is [var only] ? only.Item : _operation.Join(entry.Waiters.ConvertAll(static one => one.Item));

    private async Task Call(
        BatchLane<TKey, TItem, TResult> lane,
        List<BatchEntry<TItem, TResult>> batch,
        List<TItem> items
    )
    {
        BatchAnswer<TResult>? answer = null;
        Exception? fault = null;
        try
        {
            answer = await _operation.Call(lane.Key, items, _stop.Token);
            if (answer.Items.Count != items.Count)
            {
                fault = new InvalidOperationException(
                    $"{_operation.Name} answered {answer.Items.Count} of {items.Count} items."
                );
            }
        }
        catch (Exception exception)
        {
            fault = exception;
        }

        lock (_gate)
        {
            _calls--;
            lane.Ended(batch);
            if (fault is null)
            {
                _settling.Settle(lane, batch, answer!, Now(), _isStopping);
            }
            else
            {
                _settling.Fail(batch, fault, _stop.IsCancellationRequested);
            }

            Pump(lane);
            TellIdle();
        }
    }

    private void Cancel(
        BatchLane<TKey, TItem, TResult> lane,
        BatchWaiter<TItem, TResult> waiter,
        CancellationToken token
    )
    {
        lock (_gate)
        {
            if (!_holdings.Cancel(waiter, token))
            {
                return;
            }

            if (waiter.Entry!.Waiters.Count == 0)
            {
                lane.Forget(waiter.Entry);
            }

            TellIdle();
        }
    }

    private void TellIdle()
    {
        if (_isStopping && _holdings.Count == 0 && _calls == 0)
        {
            _idle.TrySetResult();
        }
    }
}
