using Integration.Platforms;
using Integration.Products;

namespace Integration.Caching;

/// <summary>What is known of a product.</summary>
/// <param name="Id">The id that was asked for.</param>
/// <param name="Outcome">The product, or why there is none.</param>
/// <param name="At">When the platform said so, by the database's clock.</param>
public sealed record ProductReading(string Id, PlatformResult<Product> Outcome, DateTimeOffset At)
{
    internal static ProductReading Of(string id, CachedProduct cached) =>
        new(id, cached.Product is { } product ? product : cached.Failure!, cached.ReadAt);
}
