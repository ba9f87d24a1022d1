using System.Collections.Concurrent;

namespace Integration.Pipeline;

/// <summary>Keeps what it hears.</summary>
internal sealed class RecordingObserver : ICallObserver
{
    public ConcurrentQueue<PlatformCallMeasure> Attempts { get; } = new();

    public ConcurrentQueue<PlatformCallMeasure> Calls { get; } = new();

    public ConcurrentQueue<(string AccountId, bool IsHit)> Lookups { get; } = new();

    public void Attempted(in PlatformCallMeasure measure) => Attempts.Enqueue(measure);

    public void Called(in PlatformCallMeasure measure) => Calls.Enqueue(measure);

    public void LookedUp(string platform, string accountId, string kind, bool isHit) =>
        Lookups.Enqueue((accountId, isHit));
}
