using System.Collections.Concurrent;
using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Gives or refuses permits as a test says, and keeps what it is told.</summary>
internal sealed class RecordingRates : IPlatformRates
{
    public ConcurrentQueue<RatedCall> Asked { get; } = new();

    public ConcurrentQueue<(RatedCall Call, TimeSpan RetryAfter, TimeSpan Age, bool IsOfCallAlone)> Refusals { get; } =
        new();

    /// <summary>What is answered; null gives the permit.</summary>
    public Func<CancellationToken, ValueTask<PlatformFailure?>> Answer { get; set; } =
        static _ => new(default(PlatformFailure));

    public ValueTask<PlatformFailure?> Acquire(RatedCall call, CancellationToken ct)
    {
        Asked.Enqueue(call);
        return Answer(ct);
    }

    public void Throttled(RatedCall call, TimeSpan retryAfter, TimeSpan age, bool isOfCallAlone) =>
        Refusals.Enqueue((call, retryAfter, age, isOfCallAlone));
}
