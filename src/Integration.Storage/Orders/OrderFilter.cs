namespace Integration.Orders;

/// <summary>Which orders; null for any.</summary>
/// <param name="Shop">Of this shop.</param>
/// <param name="Status">With this status.</param>
/// <param name="Number">With this number, or one that begins so where it ends with <c>*</c>.</param>
/// <param name="Package">One of whose packages has this number.</param>
/// <param name="HasPackage">With or without a package.</param>
/// <param name="Deleted">Those that count as deleted, or those that do not.</param>
/// <param name="Since">Placed at or after, or first seen where the platform does not tell.</param>
/// <param name="Until">Placed before.</param>
/// <param name="UpdatedSince">Whose last version was stored at or after.</param>
/// <param name="UpdatedUntil">Whose last version was stored before.</param>
/// <param name="StatusText">With this status, as the platform wrote it.</param>
/// <param name="Sku">With a line of this variant, by the platform's id.</param>
/// <param name="Product">With a line of this product, by the platform's id.</param>
/// <param name="Title">With lines whose titles have all of these words.</param>
public sealed record OrderFilter(
    string? Shop = null,
    OrderStatus? Status = null,
    string? Number = null,
    string? Package = null,
    bool? HasPackage = null,
    bool? Deleted = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    DateTimeOffset? UpdatedSince = null,
    DateTimeOffset? UpdatedUntil = null,
    string? StatusText = null,
    string? Sku = null,
    string? Product = null,
    string? Title = null
);
