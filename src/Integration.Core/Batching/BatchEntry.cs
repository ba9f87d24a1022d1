namespace Integration.Batching;

/// <summary>One thing to be sent, for one caller, or for several who want it done to the same thing.</summary>
internal sealed class BatchEntry<TItem, TResult>(string id)
{
    /// <summary>The item's id within its key.</summary>
    public string Id { get; } = id;

    /// <summary>Who waits for it, in the order of handing in; empty only in a call that everybody has cancelled.</summary>
    public List<BatchWaiter<TItem, TResult>> Waiters { get; } = [];

    /// <summary>When it is sent even if the batch is not full.</summary>
    public TimeSpan DueAt { get; set; }

    /// <summary>What it failed with last, for a passing reason.</summary>
    public BatchOutcome<TResult> Last { get; set; }

    /// <summary>Takes waiters in, at a place among those who are there.</summary>
    public void Join(int at, IReadOnlyCollection<BatchWaiter<TItem, TResult>> waiters)
    {
        Waiters.InsertRange(at, waiters);
        foreach (var waiter in waiters)
        {
            waiter.Entry = this;
        }
    }

    /// <summary>Where it stands in its lane's queue; null while it is in a call or waits for its repetition.</summary>
    public LinkedListNode<BatchEntry<TItem, TResult>>? Place { get; set; }
}
