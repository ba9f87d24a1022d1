namespace Integration.Orders;

/// <summary>Which orders; null for any.</summary>
/// <param name="Shop">Of this shop.</param>
/// <param name="Status">With this status.</param>
/// <param name="Number">With this number.</param>
/// <param name="Package">Whose first package has this number.</param>
/// <param name="HasPackage">With or without a package.</param>
/// <param name="Deleted">Those that count as deleted, or those that do not.</param>
/// <param name="Since">Placed at or after, or first seen where the platform does not tell.</param>
/// <param name="Until">Placed before.</param>
public sealed record OrderFilter(
    string? Shop = null,
    OrderStatus? Status = null,
    string? Number = null,
    string? Package = null,
    bool? HasPackage = null,
    bool? Deleted = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null
);
