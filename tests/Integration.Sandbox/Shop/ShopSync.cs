namespace Integration.Sandbox.Shop;

/// <summary>One kind of the shop's records.</summary>
/// <param name="Kind"><c>orders</c> or <c>products</c>.</param>
/// <param name="Status">How its last run stands; null before the first.</param>
internal sealed record ShopSync(string Kind, string? Status);
