using System.Text.Json;
using Integration.Json;
using Integration.Products;

namespace Integration.Collections;

/// <summary>A product that is new or has changed.</summary>
/// <param name="Product">As the platform gave it.</param>
/// <param name="Canonical">As it is stored.</param>
/// <param name="Version">Its new version, from 1.</param>
/// <param name="Changes">What is new; empty for the first version.</param>
/// <param name="ReadAt">When the platform gave it.</param>
internal sealed record ProductChange(
    Product Product,
    JsonElement Canonical,
    long Version,
    IReadOnlyList<FieldChange> Changes,
    DateTimeOffset ReadAt
)
{
    /// <summary>By which events and versions name it.</summary>
    public string Subject => $"product/{Product.Platform}/{Product.Id}";
}
