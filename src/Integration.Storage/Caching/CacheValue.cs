namespace Integration.Caching;

/// <summary>A value to be kept.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">The value.</param>
/// <param name="End">Until when, by the database's clock.</param>
internal sealed record CacheValue(string Key, byte[] Value, DateTimeOffset End);
