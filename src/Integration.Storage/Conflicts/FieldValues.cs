using System.Text.Json;
using Integration.Json;
using Integration.Products;

namespace Integration.Conflicts;

/// <summary>Values of fields: read from a product's content, and as they are stored.</summary>
internal static class FieldValues
{
    /// <summary>What the platform tells of a field; null where it tells nothing, or several places of stock.</summary>
    public static FieldValue? Of(JsonElement content, EditedField field)
    {
        if (field.Variant.Length > 0)
        {
            return Variants(content).FirstOrDefault(one => one.Id == field.Variant) is { } variant
                ? Of(variant, field.Field)
                : null;
        }

        return field.Field switch
        {
            ProductField.Title => Told(content, "title")?.GetString() is { } title
                ? new FieldValue { Title = title }
                : null,
            ProductField.Price => Told(content, "price")?.Deserialize<Money>(WireJson.Options) is { } price
                ? new FieldValue { Price = price }
                : null,
            _ => Told(content, "stock") is { ValueKind: JsonValueKind.Number } stock
                ? new FieldValue { Stock = stock.GetInt64() }
                : null,
        };
    }

    /// <summary>The variants that the platform has told of; empty where it has told of none.</summary>
    public static IReadOnlyList<ProductVariant> Variants(JsonElement content) =>
        Told(content, "variants") is { ValueKind: JsonValueKind.Array } variants
            ? variants.Deserialize<ProductVariant[]>(WireJson.Options)!
            : [];

    /// <summary>The language of the title; null where it is not told.</summary>
    public static string? LanguageOf(JsonElement content) =>
        Told(content, "titles") is { ValueKind: JsonValueKind.Array } titles
        && titles.Deserialize<LocalizedText[]>(WireJson.Options) is [{ Language.Length: > 0 } first, ..]
            ? first.Language
            : null;

    /// <summary>The seller's own code; null where it is not told.</summary>
    public static string? SellerCodeOf(JsonElement content) => Told(content, "seller_code")?.GetString();

    public static string Write(FieldValue value) => JsonSerializer.Serialize(value, WireJson.Options);

    public static FieldValue Read(string text) => JsonSerializer.Deserialize<FieldValue>(text, WireJson.Options)!;

    public static FieldValue? ReadOrNull(string? text) => text is null ? null : Read(text);

    private static FieldValue? Of(ProductVariant variant, ProductField field)
    {
        var price = Array.Find(variant.Prices, static one => one.MinimumQuantity == 1)?.Value;
        return field switch
        {
            ProductField.Price => price is null ? null : new FieldValue { Price = price },
            ProductField.Stock => variant.Stock is [var only] ? new FieldValue { Stock = only.Quantity } : null,
            _ => null,
        };
    }

    private static JsonElement? Told(JsonElement content, string name) =>
        content.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
