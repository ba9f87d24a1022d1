namespace Integration.Products;

/// <summary>Which products of shops; null for any.</summary>
/// <param name="Shop">Of this shop.</param>
/// <param name="Status">With this status.</param>
/// <param name="Id">With the platform's id.</param>
/// <param name="SellerCode">With this code of the seller's own.</param>
/// <param name="Title">Whose title has this text in it, in any case; without a shop all products are looked through.</param>
/// <param name="Deleted">Those that count as deleted, or those that do not.</param>
public sealed record ShopProductFilter(
    string? Shop = null,
    ProductStatus? Status = null,
    string? Id = null,
    string? SellerCode = null,
    string? Title = null,
    bool? Deleted = null
);
