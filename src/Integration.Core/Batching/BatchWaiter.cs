namespace Integration.Batching;

/// <summary>A caller who waits for what becomes of its item.</summary>
internal sealed class BatchWaiter<TItem, TResult>(TItem item, long bytes)
    : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    /// <summary>What it handed in.</summary>
    public TItem Item { get; } = item;

    /// <summary>What the item counts for in the bounds.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>Calls that its item was in and that failed for a passing reason.</summary>
    public int Failures { get; set; }

    /// <summary>What it waits in.</summary>
    public BatchEntry<TItem, TResult>? Entry { get; set; }

    /// <summary>Hears of the caller's cancelling.</summary>
    public CancellationTokenRegistration Cancelling { get; set; }
}
