namespace Integration.Caching;

/// <summary>Where a look-up ended.</summary>
internal enum CacheLevel
{
    /// <summary>In the silo's memory, or with another look-up of the same that was under way.</summary>
    Memory = 0,

    /// <summary>In the level that silos share.</summary>
    Shared = 1,

    /// <summary>At the source: a miss.</summary>
    Source = 2,
}
