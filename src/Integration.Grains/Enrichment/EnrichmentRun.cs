namespace Integration.Enrichment;

/// <summary>One run over a shop's due tasks; safe for all threads.</summary>
/// <param name="shop">The shop.</param>
internal sealed class EnrichmentRun(string shop)
{
    private long _holdTicks;
    private volatile bool _hasAnswers;

    public string Shop => shop;

    /// <summary>Batches that are not written to their end.</summary>
    public List<EnrichmentBatch> Batches { get; } = [];

    /// <summary>How long the shop is to be left in peace.</summary>
    public TimeSpan Held => new(Interlocked.Read(ref _holdTicks));

    /// <summary>Whether the platform has told an order in this run.</summary>
    public bool HasAnswers => _hasAnswers;

    public bool IsHeld => Held > TimeSpan.Zero;

    /// <summary>The platform told an order.</summary>
    public void Answered() => _hasAnswers = true;

    /// <summary>Ends the run after what is in flight; of several waits the longest counts.</summary>
    public void Hold(TimeSpan wait)
    {
        long held;
        while ((held = Interlocked.Read(ref _holdTicks)) < wait.Ticks)
        {
            Interlocked.CompareExchange(ref _holdTicks, wait.Ticks, held);
        }
    }
}
