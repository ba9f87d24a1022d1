using Integration.Products;

namespace Integration.Platforms;

/// <summary>What came of asking for one product.</summary>
/// <param name="Id">The id that was asked for.</param>
/// <param name="Outcome">The product, or why there is none.</param>
public sealed record ProductResult(string Id, PlatformResult<Product> Outcome);
