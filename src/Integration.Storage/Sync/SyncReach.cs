using Integration.Orders;

namespace Integration.Sync;

/// <summary>What a full run could see at all. A record outside of it was not looked for, so it is not missing.</summary>
/// <param name="By">The time by which its windows went; null where it read the whole list.</param>
/// <param name="From">The first instant; null where it read the whole list.</param>
public sealed record SyncReach(OrderTime? By = null, DateTimeOffset? From = null);
