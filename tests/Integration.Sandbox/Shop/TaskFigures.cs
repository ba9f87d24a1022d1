namespace Integration.Sandbox.Shop;

/// <summary>The hub's looks for packages: one task an order.</summary>
/// <param name="Pending">Waiting for their time.</param>
/// <param name="Processing">Being asked for.</param>
/// <param name="Completed">Whose order has a package.</param>
/// <param name="Failed">Given up.</param>
internal sealed record TaskFigures(long Pending, long Processing, long Completed, long Failed);
