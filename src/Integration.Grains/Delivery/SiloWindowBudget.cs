namespace Integration.Delivery;

/// <summary>The payload bytes that all windows of this silo hold together.</summary>
internal sealed class SiloWindowBudget(DeliveryOptions options)
{
    private long _used;

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) <= options.SiloWindowBytes)
        {
            return true;
        }

        Interlocked.Add(ref _used, -bytes);
        return false;
    }

    /// <summary>Takes bytes also beyond the budget: for the few that every window may hold.</summary>
    public void Take(long bytes) => Interlocked.Add(ref _used, bytes);

    public void Return(long bytes) => Interlocked.Add(ref _used, -bytes);
}
