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

    /// <summary>One has been written, or is another's by now.</summary>
    public void Settle() => Interlocked.Decrement(ref _open);
}
