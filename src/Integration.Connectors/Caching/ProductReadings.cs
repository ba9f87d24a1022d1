namespace Integration.Caching;

/// <summary>What came of asking for products through the cache.</summary>
/// <param name="Products">One for each different id, in the order asked.</param>
/// <param name="Calls">Queries that the platform got for it; 0 where all was known, or another caller asked.</param>
public sealed record ProductReadings(ProductReading[] Products, int Calls);
