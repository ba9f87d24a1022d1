namespace Integration.Writes;

/// <summary>What a request asked to create, as the audit shows it.</summary>
/// <param name="SellerCodes">In the request's order.</param>
internal sealed record ProductsAsked(string[] SellerCodes);
