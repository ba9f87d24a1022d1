namespace Integration.Conflicts;

/// <summary>A field of a product, or of one of its variants.</summary>
/// <param name="Field">The field.</param>
/// <param name="Variant">The platform's id of the variant; empty for the product itself.</param>
public readonly record struct EditedField(ProductField Field, string Variant);
