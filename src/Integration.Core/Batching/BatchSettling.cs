namespace Integration.Batching;

/// <summary>What becomes of the items of a call that has ended. Its optimiser holds the lock.</summary>
internal sealed class BatchSettling<TKey, TItem, TResult>(
    IBatchOperation<TKey, TItem, TResult> operation,
    BatchOptimizerOptions options,
    BatchHoldings<TItem, TResult> holdings,
    BatchMetrics metrics,
    Random random
)
    where TKey : notnull
{
    /// <summary>Tells what is settled and sends again what is worth it.</summary>
    /// <param name="lane">Where the batch came from.</param>
    /// <param name="batch">What was in the call.</param>
    /// <param name="answer">What the call said.</param>
    /// <param name="now">The time of the lane.</param>
    /// <param name="isStopping">Whether the end has begun: then nothing is sent again.</param>
    public void Settle(
        BatchLane<TKey, TItem, TResult> lane,
        List<BatchEntry<TItem, TResult>> batch,
        BatchAnswer<TResult> answer,
        TimeSpan now,
        bool isStopping
    )
    {
        if (answer.Pause is { } pause)
        {
            lane.Pause(now + (pause < options.LongestWait ? pause : options.LongestWait));
        }

        var chance = random.NextDouble();
        for (var i = 0; i < batch.Count; i++)
        {
            var wait = isStopping ? null : Counted(batch[i], answer.Items[i], chance);
            Settle(lane, batch[i], answer.Items[i], now, wait);
        }
    }

    /// <summary>A call broke.</summary>
    public void Fail(List<BatchEntry<TItem, TResult>> batch, Exception fault, bool isStopped)
    {
        foreach (var entry in batch)
        {
            if (isStopped && fault is OperationCanceledException)
            {
                holdings.Tell(entry, operation.Refused(BatchRefusal.Stopped));
            }
            else
            {
                holdings.Fail(entry, fault);
            }
        }
    }

    /// <summary>The end has begun: what has failed and waits to be sent again is told as it failed.</summary>
    public void TellFailed(BatchLane<TKey, TItem, TResult> lane)
    {
        foreach (var entry in lane.Waiting)
        {
            holdings.Tell(entry, entry.Last.Result, static waiter => waiter.Failures > 0);
            if (entry.Waiters.Count == 0)
            {
                lane.Forget(entry);
            }
        }
    }

    /// <summary>The end is there: nobody waits any longer.</summary>
    public void TellStopped(BatchLane<TKey, TItem, TResult> lane)
    {
        foreach (var entry in lane.InCalls.Concat(lane.Waiting))
        {
            holdings.Tell(entry, operation.Refused(BatchRefusal.Stopped));
            lane.Forget(entry);
        }
    }

    // Counts the failure for each who waits, and says when the item is sent again.
    private TimeSpan? Counted(BatchEntry<TItem, TResult> entry, BatchOutcome<TResult> outcome, double chance)
    {
        entry.Last = outcome;
        entry.Waiters.ForEach(static waiter => waiter.Failures++);
        var failures = entry.Waiters.Count == 0 ? 1 : entry.Waiters.Min(static waiter => waiter.Failures);
        return BatchRetryRules.Wait(outcome.IsPassing, outcome.RetryAfter, failures, options, chance);
    }

    // Those who have waited longest give up first; the newest item is what is sent again.
    private void Settle(
        BatchLane<TKey, TItem, TResult> lane,
        BatchEntry<TItem, TResult> entry,
        BatchOutcome<TResult> outcome,
        TimeSpan now,
        TimeSpan? wait
    )
    {
        holdings.Tell(entry, outcome.Result, waiter => wait is null || waiter.Failures > options.MaxRetries);
        if (entry.Waiters.Count > 0)
        {
            metrics.Retried(operation.Name);
            lane.Again(entry, now + wait!.Value, options.WaitingLimit);
        }
    }
}
