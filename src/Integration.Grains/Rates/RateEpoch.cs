namespace Integration.Rates;

/// <summary>The time within which permits of one generation hold.</summary>
/// <param name="Generation">The grain's number.</param>
/// <param name="Since">The timestamp at which it was heard of.</param>
internal sealed record RateEpoch(long Generation, long Since) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Fires when the permits become void.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>Makes the permits void; once.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }
}
