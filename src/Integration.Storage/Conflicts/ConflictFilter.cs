namespace Integration.Conflicts;

/// <summary>Which conflicts; null for any.</summary>
/// <param name="Shop">Of this shop.</param>
/// <param name="Product">Of the product with this id of the platform's.</param>
/// <param name="Field">Of this field, of products and variants alike.</param>
/// <param name="State">That stand there.</param>
public sealed record ConflictFilter(
    string? Shop = null,
    string? Product = null,
    ProductField? Field = null,
    ConflictState? State = null
);
