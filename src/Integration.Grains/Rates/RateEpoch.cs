namespace Integration.Rates;

/// <summary>The time within which permits of one generation hold.</summary>
internal sealed class RateEpoch : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Begins one.</summary>
    /// <param name="generation">The grain's number.</param>
    /// <param name="since">The timestamp at which it was heard of.</param>
    public RateEpoch(long generation, long since)
    {
        (Generation, Since) = (generation, since);
        // A caller may look at it after the end: the source itself could not be asked then.
        Ended = _end.Token;
    }

    /// <summary>The grain's number.</summary>
    public long Generation { get; }

    /// <summary>The timestamp at which it was heard of.</summary>
    public long Since { get; }

    /// <summary>Fires when the permits become void; has fired for who comes later.</summary>
    public CancellationToken Ended { get; }

    /// <summary>Makes the permits void; once.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }
}
