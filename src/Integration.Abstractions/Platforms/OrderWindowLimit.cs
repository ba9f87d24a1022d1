using Integration.Orders;

namespace Integration.Platforms;

/// <summary>A time that windows of a list of orders can go by.</summary>
/// <param name="By">Which time of an order.</param>
/// <param name="MaxSeconds">Seconds between both ends of a window at most; null where there is no such limit.</param>
public sealed record OrderWindowLimit(OrderTime By, int? MaxSeconds = null);
