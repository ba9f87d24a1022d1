namespace Integration.Batching;

/// <summary>What is held for callers, and telling them. Its optimiser holds the lock.</summary>
internal sealed class BatchHoldings<TItem, TResult>(BatchOptimizerOptions options)
{
    private long _bytes;

    /// <summary>Items that are held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether another item has room.</summary>
    public bool HasRoom(long bytes) => Count < options.MaxQueued && (Count == 0 || _bytes + bytes <= options.MaxBytes);

    /// <summary>Counts an item in.</summary>
    public void Hold(BatchWaiter<TItem, TResult> waiter)
    {
        Count++;
        _bytes += waiter.Bytes;
    }

    /// <summary>Tells a result to all who wait for an entry, or to some of them.</summary>
    public void Tell(
        BatchEntry<TItem, TResult> entry,
        TResult result,
        Predicate<BatchWaiter<TItem, TResult>>? whom = null
    )
    {
        foreach (var waiter in entry.Waiters.FindAll(whom ?? (static _ => true)))
        {
            Release(waiter);
            waiter.TrySetResult(result);
        }
    }

    /// <summary>Tells a bug to all who wait for an entry.</summary>
    public void Fail(BatchEntry<TItem, TResult> entry, Exception fault)
    {
        foreach (var waiter in entry.Waiters.ToArray())
        {
            Release(waiter);
            waiter.TrySetException(fault);
        }
    }

    /// <summary>Ends the waiting of a caller who cancelled.</summary>
    /// <returns>False where it has ended already.</returns>
    public bool Cancel(BatchWaiter<TItem, TResult> waiter, CancellationToken token)
    {
        if (!waiter.TrySetCanceled(token))
        {
            return false;
        }

        Release(waiter);
        return true;
    }

    private void Release(BatchWaiter<TItem, TResult> waiter)
    {
        waiter.Entry!.Waiters.Remove(waiter);
        Count--;
        _bytes -= waiter.Bytes;
        // Not disposed: that would wait for a cancelling that waits for us.
        waiter.Cancelling.Unregister();
    }
}
