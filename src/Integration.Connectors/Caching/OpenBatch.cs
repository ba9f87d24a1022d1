namespace Integration.Caching;

/// <summary>Products that are read in one call. <see cref="OpenReads"/> holds the lock.</summary>
internal sealed class OpenBatch : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public List<OpenRead> Reads { get; } = [];

    /// <summary>Cancelled when nobody waits for any of them any more.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>How often somebody waits for one of them.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether the platform has been asked.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Whether it has answered: then the answer is kept, whoever waits for it.</summary>
    public bool IsAnswered { get; set; }

    public void Cancel() => _ = _stop.CancelAsync();

    public void Dispose() => _stop.Dispose();
}
