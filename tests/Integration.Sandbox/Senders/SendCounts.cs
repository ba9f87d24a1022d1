namespace Integration.Sandbox.Senders;

/// <summary>What became of a sender's requests.</summary>
internal sealed class SendCounts
{
    private long _acknowledged;
    private long _repeats;
    private long _retries;
    private long _refused;
    private volatile string? _lastRefusal;

    /// <summary>Events answered with 202.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Events that the hub knew already.</summary>
    public long Repeats => Interlocked.Read(ref _repeats);

    /// <summary>Requests sent once more.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>Events given up, or refused.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Why the last one was.</summary>
    public string? LastRefusal => _lastRefusal;

    public void CountAcknowledged(bool repeat) => Interlocked.Increment(ref repeat ? ref _repeats : ref _acknowledged);

    public void CountRetry() => Interlocked.Increment(ref _retries);

    public void CountRefused(int events, string reason)
    {
        Interlocked.Add(ref _refused, events);
        _lastRefusal = reason;
    }
}
