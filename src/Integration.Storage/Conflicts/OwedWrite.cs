namespace Integration.Conflicts;

/// <summary>A value that is owed to a platform, claimed by the caller.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Product">The platform's id of the product.</param>
/// <param name="Field">The field.</param>
/// <param name="Value">What is to be there.</param>
/// <param name="Revision">Of the edit when it was claimed.</param>
/// <param name="Attempt">Which write of it this is, from 1.</param>
/// <param name="Claim">The caller's claim, which the result states.</param>
public sealed record OwedWrite(
    string Shop,
    string Product,
    EditedField Field,
    FieldValue Value,
    long Revision,
    int Attempt,
    Guid Claim
)
{
    /// <summary>The seller's own code of the product; null where the platform tells none.</summary>
    public string? SellerCode { get; init; }

    /// <summary>The language of the product's title; null where the platform does not tell it.</summary>
    public string? Language { get; init; }

    /// <summary>The place of the variant's stock as the platform names it; null where it has one only.</summary>
    public string? Warehouse { get; init; }

    /// <summary>The platform's id of the variant at that place; null where it is the variant's own.</summary>
    public string? StockId { get; init; }
}
