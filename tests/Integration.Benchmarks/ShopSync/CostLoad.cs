namespace Integration.Benchmarks.ShopSync;

/// <summary>What is synced.</summary>
/// <param name="Orders">Orders of the shop.</param>
/// <param name="OneByOne">Orders that the hand-written program reads, one call each.</param>
/// <param name="Latency">How long the platform takes for an answer.</param>
internal sealed record CostLoad(int Orders, int OneByOne, TimeSpan Latency);
