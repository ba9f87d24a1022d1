using Integration.Pipeline;

namespace Integration.Collections;

/// <summary>Counts look-ups in the cache.</summary>
internal sealed class CountedLookups : ICallObserver
{
    private int _hits;
    private int _misses;

    public (int Hits, int Misses) Counts => (_hits, _misses);

    public void Attempted(in PlatformCallMeasure measure) { }

    public void Called(in PlatformCallMeasure measure) { }

    public void LookedUp(string platform, string accountId, string kind, bool isHit) =>
        Interlocked.Increment(ref isHit ? ref _hits : ref _misses);
}
