namespace Integration.Enrichment;

/// <summary>A batch of tasks that one claim covers.</summary>
/// <param name="claim">Who has them.</param>
/// <param name="tasks">How many.</param>
internal sealed class EnrichmentBatch(Guid claim, int tasks)
{
    private int _open = tasks;

    public Guid Claim => claim;

    /// <summary>Whether some were not come to.</summary>
    public bool IsOpen => Volatile.Read(ref _open) > 0;

    /// <summary>So many have been written, or are another's.</summary>
    public void Settle(int tasks = 1) => Interlocked.Add(ref _open, -tasks);
}
