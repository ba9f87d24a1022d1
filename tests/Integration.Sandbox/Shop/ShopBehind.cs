namespace Integration.Sandbox.Shop;

/// <summary>How far the hub's copy of one kind of records lies behind.</summary>
/// <param name="Kind"><c>orders</c> or <c>products</c>.</param>
/// <param name="BehindSeconds">Null before the first sync.</param>
internal sealed record ShopBehind(string Kind, double? BehindSeconds);
