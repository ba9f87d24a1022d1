namespace Integration.Delivery;

/// <summary>An attempt to be made: the delivery, the configuration it began under, and the grain to tell.</summary>
internal sealed record Attempt(DeliveryItem Item, SubscriberRuntime Subscriber, ISubscriberGrain Owner)
{
    private int _ended;
    private TaskCompletionSource? _end;

    /// <summary>Whether the silo is done with it: committed, or given up, and the report on its way.</summary>
    public bool HasEnded => Volatile.Read(ref _ended) != 0;

    /// <summary>Completes when it <see cref="HasEnded"/>; made for those who wait only, which hardly anybody does.</summary>
    public Task Ended()
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = Interlocked.CompareExchange(ref _end, made, null) ?? made;
        if (HasEnded)
        {
            end.TrySetResult();
        }

        return end.Task;
    }

    public void End()
    {
        // With a fence: whoever begins to wait now either is seen here or sees this.
        Interlocked.Exchange(ref _ended, 1);
        Volatile.Read(ref _end)?.TrySetResult();
    }
}
