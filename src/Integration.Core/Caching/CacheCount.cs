namespace Integration.Caching;

/// <summary>Look-ups of a kind of data in some span of time.</summary>
/// <param name="Kind">What was looked up, such as <c>product</c>; one of a few.</param>
/// <param name="MemoryHits">Found in the silo's memory, or brought by a look-up of the same thing that was under way.</param>
/// <param name="SharedHits">Found in the level that silos share.</param>
/// <param name="Misses">Found nowhere, so that the source was asked.</param>
public sealed record CacheCount(string Kind, long MemoryHits, long SharedHits, long Misses)
{
    /// <summary>All of them.</summary>
    public long Total => MemoryHits + SharedHits + Misses;
}
