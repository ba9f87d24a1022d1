namespace Integration.Sandbox.Receivers;

/// <summary>What came to a receiver; counted by several threads.</summary>
internal sealed class ReceiverCounts
{
    private long _requests;
    private long _accepted;
    private long _badSignatures;

    public long Requests => Interlocked.Read(ref _requests);

    public long Accepted => Interlocked.Read(ref _accepted);

    public long BadSignatures => Interlocked.Read(ref _badSignatures);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountAccepted() => Interlocked.Increment(ref _accepted);

    public void CountBadSignature() => Interlocked.Increment(ref _badSignatures);
}
