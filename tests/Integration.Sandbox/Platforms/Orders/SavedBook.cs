namespace Integration.Sandbox.Platforms.Orders;

/// <summary>A shop's orders, to go on with in another process.</summary>
/// <param name="Made">Orders that were ever made: the index of the next one.</param>
/// <param name="Orders">Those that there are.</param>
public sealed record SavedBook(int Made, IReadOnlyList<ShopOrder> Orders);
