namespace Integration.Sandbox.Shop;

/// <summary>An event of the shop, as the hub lists it.</summary>
/// <param name="Id">The hub's id.</param>
/// <param name="Type">Such as <c>order.created</c>.</param>
/// <param name="Key">What it is about: <c>order/PO-1@3</c> for the third version of an order, more behind it for more of that version.</param>
internal sealed record ToldEvent(string Id, string Type, string Key);
