using Integration.Products;

namespace Integration.Platforms;

/// <summary>What came of setting one stock level.</summary>
/// <param name="Change">What was asked for.</param>
/// <param name="Outcome">The level that the platform has now, or why it is not done.</param>
public sealed record StockResult(StockChange Change, PlatformResult<StockLevel> Outcome);
