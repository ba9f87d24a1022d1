namespace Integration.Caching;

/// <summary>Look-ups in the cache in front of platforms.</summary>
/// <param name="Kind">What was looked up, such as <c>product</c>.</param>
/// <param name="MemoryHits">Found in a silo's memory, or brought by a look-up of the same thing that was under way.</param>
/// <param name="SharedHits">Found in the level that silos share.</param>
/// <param name="Misses">Found nowhere or too old, so that the platform was asked.</param>
internal sealed record CacheFigures(string Kind, long MemoryHits, long SharedHits, long Misses)
{
    private const int Digits = 4;

    /// <summary>The share of look-ups that needed no call, 0 to 1; null where there were none.</summary>
    public double? HitRatio =>
        MemoryHits + SharedHits + Misses is > 0 and var all
            ? Math.Round((MemoryHits + SharedHits) / (double)all, Digits)
            : null;

    public static CacheFigures Of(CacheCount count) =>
        new(count.Kind, count.MemoryHits, count.SharedHits, count.Misses);
}
