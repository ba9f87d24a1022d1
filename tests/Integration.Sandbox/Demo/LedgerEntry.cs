namespace Integration.Sandbox.Demo;

/// <summary>One event: when it was sent, who is to have it, who got it when.</summary>
internal sealed class LedgerEntry(int subscribers)
{
    private readonly long[] _receivedAt = new long[subscribers];
    private uint _owed;
    private uint _received;

    public bool IsAcknowledged { get; private set; }

    /// <summary>Whether the hub has told of it: it made it itself, and nobody sent it.</summary>
    public bool IsTold { get; private set; }

    public long SentAt { get; private set; }

    public void Acknowledge(long sentAt) => (IsAcknowledged, SentAt) = (true, sentAt);

    public void Tell() => IsTold = true;

    public void Owe(int subscriber) => _owed |= 1u << subscriber;

    public void Receive(int subscriber, long receivedAt)
    {
        _received |= 1u << subscriber;
        _receivedAt[subscriber] = receivedAt;
    }

    public long? ReceivedAt(int subscriber) => (_received & (1u << subscriber)) == 0 ? null : _receivedAt[subscriber];

    public bool Misses(int subscriber) => (_owed & ~_received & (1u << subscriber)) != 0;
}
