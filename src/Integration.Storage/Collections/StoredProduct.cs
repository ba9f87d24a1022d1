using System.Text.Json;

namespace Integration.Collections;

/// <summary>What is stored of a product, as far as a new collection compares it.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Canonical">The product.</param>
/// <param name="Languages">The languages it was asked for in.</param>
/// <param name="Currency">The currency it was asked for in.</param>
/// <param name="Country">The country it was asked for.</param>
/// <param name="CollectedAt">When the platform was last asked for it.</param>
internal sealed record StoredProduct(
    long Version,
    JsonElement Canonical,
    string[] Languages,
    string? Currency,
    string? Country,
    DateTimeOffset CollectedAt
)
{
    /// <summary>Whether it was asked for as a collection asks.</summary>
    public bool IsSeenAs(CollectionResource collection) =>
        Languages.SequenceEqual(collection.Languages, StringComparer.Ordinal)
        && Currency == collection.Currency
        && Country == collection.Country;
}
