namespace Integration.Products;

/// <summary>Which products of shops; null for any.</summary>
/// <param name="Shop">Of this shop.</param>
/// <param name="Status">With this status.</param>
/// <param name="Id">With the platform's id, or one that begins so where it ends with <c>*</c>.</param>
/// <param name="SellerCode">With this code of the seller's own.</param>
/// <param name="Title">Whose titles have all of these words, in any case.</param>
/// <param name="Deleted">Those that count as deleted, or those that do not.</param>
/// <param name="UpdatedSince">Whose last version was stored at or after.</param>
/// <param name="UpdatedUntil">Whose last version was stored before.</param>
/// <param name="Sku">With this code of the seller's own, or a variant with this code or id.</param>
public sealed record ShopProductFilter(
    string? Shop = null,
    ProductStatus? Status = null,
    string? Id = null,
    string? SellerCode = null,
    string? Title = null,
    bool? Deleted = null,
    DateTimeOffset? UpdatedSince = null,
    DateTimeOffset? UpdatedUntil = null,
    string? Sku = null
);
