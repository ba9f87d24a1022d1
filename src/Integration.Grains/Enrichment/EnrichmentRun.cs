namespace Integration.Enrichment;

/// <summary>One run over a shop's due tasks; safe for all threads.</summary>
/// <param name="shop">The shop.</param>
internal sealed class EnrichmentRun(string shop)
{
    // So many in a row are not each order's own, not even where every third order of a shop is refused. A shop that is refused as a whole
    // in the middle of a run is asked for so many orders more, and each of these uses up a retry.
    private const int MaxRefusals = 10;

    private long _holdTicks;
    private volatile bool _hasAnswers;
    private int _refusals;

    public string Shop => shop;

    /// <summary>Batches that are not written to their end.</summary>
    public List<EnrichmentBatch> Batches { get; } = [];

    /// <summary>How long the shop is to be left in peace.</summary>
    public TimeSpan Held => new(Interlocked.Read(ref _holdTicks));

    /// <summary>Whether the platform has told an order in this run, and has not refused several since.</summary>
    public bool HasAnswers => _hasAnswers && Volatile.Read(ref _refusals) < MaxRefusals;

    public bool IsHeld => Held > TimeSpan.Zero;

    /// <summary>The platform told an order.</summary>
    public void Answered()
    {
        _hasAnswers = true;
        Volatile.Write(ref _refusals, 0);
    }

    /// <summary>The platform refused to tell an order.</summary>
    public void Refused() => Interlocked.Increment(ref _refusals);

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
