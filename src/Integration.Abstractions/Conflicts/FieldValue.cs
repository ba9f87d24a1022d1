using System.Text.Json.Serialization;
using Integration.Products;

namespace Integration.Conflicts;

/// <summary>The value of one field: exactly one of its members is set, the one that the field is of.</summary>
[GenerateSerializer, Immutable, Alias("integration.FieldValue")]
public sealed record FieldValue
{
    /// <summary>Of <see cref="ProductField.Title"/>.</summary>
    [Id(0)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>Of <see cref="ProductField.Price"/>.</summary>
    [Id(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Money? Price { get; init; }

    /// <summary>Of <see cref="ProductField.Stock"/>, in pieces.</summary>
    [Id(2)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Stock { get; init; }
}
