using System.Text.Json;
using Integration.Json;
using Integration.Problems;

namespace Integration.Conflicts;

/// <summary>What a merge patch makes of a product's edits, checked against what the platform tells of the product.</summary>
internal static class EditPatch
{
    /// <summary>
    /// The values that are wanted after the patch; every fault of it otherwise. What it names is checked as merged with what was there; an
    /// older edit that it does not name is no fault of it, whatever the platform has made of the product since.
    /// </summary>
    /// <param name="edits">As they are; written ones are none any more.</param>
    /// <param name="patch">The request's body.</param>
    /// <param name="content">The product as the platform tells it.</param>
    /// <param name="most">How many fields may be edited.</param>
    public static Outcome<WantedEdits> Apply(IEnumerable<StoredEdit> edits, byte[] patch, JsonElement content, int most)
    {
        var before = JsonSerializer.SerializeToUtf8Bytes(Document(edits), WireJson.Options);
        if (!JsonMergePatch.TryApply(before, patch, out var merged, out var malformed))
        {
            return new Problem("invalid-json", 400, malformed!.Detail);
        }

        var read = StrictJson.Read<ProductEdit>(merged);
        if (!read.Succeeded)
        {
            return new Problem(
                read.HasUnknownField ? "unknown-field" : "validation",
                422,
                read.HasUnknownField
                    ? "The body has a field that nobody knows; see errors."
                    : "Some fields are not valid; see errors."
            )
            {
                Errors = read.Errors,
            };
        }

        var values = Values(read.Value);
        var wanted = new WantedEdits(values, Named(values.Keys, JsonDocument.Parse(patch).RootElement));
        var errors = Faults(wanted, content);
        if (values.Count > most)
        {
            errors["variants"] = [$"At most {most} fields of one product can be edited."];
        }

        return errors.Count > 0 ? ConflictProblems.Invalid(errors) : wanted;
    }

    private static ProductEdit Document(IEnumerable<StoredEdit> edits)
    {
        var values = edits.ToDictionary(static one => one.Field, static one => one.Local);
        FieldValue? Of(ProductField field, string variant = "") => values.GetValueOrDefault(new(field, variant));
        var variants = values.Keys.Select(static one => one.Variant).Where(static one => one.Length > 0).Distinct();
        return new()
        {
            Title = Of(ProductField.Title)?.Title,
            Price = Of(ProductField.Price)?.Price,
            Stock = Of(ProductField.Stock)?.Stock,
            Variants = variants.ToDictionary(
                static one => one,
                one => new VariantEdit
                {
                    Price = Of(ProductField.Price, one)?.Price,
                    Stock = Of(ProductField.Stock, one)?.Stock,
                },
                StringComparer.Ordinal
            ),
        };
    }

    private static Dictionary<EditedField, FieldValue> Values(ProductEdit edit)
    {
        var values = new Dictionary<EditedField, FieldValue>();
        Add(ProductField.Title, "", edit.Title is null ? null : new() { Title = edit.Title });
        AddBoth("", edit.Price, edit.Stock);
        foreach (var (id, variant) in edit.Variants ?? [])
        {
            AddBoth(id, variant?.Price, variant?.Stock);
        }

        return values;

        void AddBoth(string variant, Products.Money? price, long? stock)
        {
            Add(ProductField.Price, variant, price is null ? null : new() { Price = price });
            Add(ProductField.Stock, variant, stock is null ? null : new() { Stock = stock });
        }

        void Add(ProductField field, string variant, FieldValue? value)
        {
            if (value is not null)
            {
                values[new(field, variant)] = value;
            }
        }
    }

    private static HashSet<EditedField> Named(IEnumerable<EditedField> fields, JsonElement patch)
    {
        return [.. fields.Where(IsNamed)];

        bool IsNamed(EditedField field)
        {
            var name = NameOf(field.Field);
            return field.Variant.Length == 0
                ? patch.TryGetProperty(name, out _)
                : patch.TryGetProperty("variants", out var variants)
                    && variants.ValueKind == JsonValueKind.Object
                    && variants.TryGetProperty(field.Variant, out var variant)
                    && variant.ValueKind == JsonValueKind.Object
                    && variant.TryGetProperty(name, out _);
        }
    }

    private static Dictionary<string, string[]> Faults(WantedEdits wanted, JsonElement content)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var variants = FieldValues.Variants(content);
        foreach (var (field, value) in wanted.Values.Where(one => wanted.Named.Contains(one.Key)))
        {
            var fault =
                FaultOfPlace(field, variants) ?? EditRules.FaultOf(field, value, FieldValues.Of(content, field));
            if (fault is not null)
            {
                errors[NameOf(field)] = [fault];
            }
        }

        return errors;
    }

    private static string? FaultOfPlace(EditedField field, IReadOnlyList<Products.ProductVariant> variants)
    {
        if (field.Variant.Length == 0)
        {
            return variants.Count > 1 && field.Field != ProductField.Title
                ? $"The product has {variants.Count} variants; set it for each of them, under variants."
                : null;
        }

        return variants.FirstOrDefault(one => one.Id == field.Variant) is not { } variant
                ? "The product has no such variant, as far as the platform has told."
            : field.Field == ProductField.Stock && variant.Stock.Length > 1
                ? "The variant has stock at several places; a level for each of them cannot be set here."
            : null;
    }

    private static string NameOf(EditedField field) =>
        field.Variant.Length == 0 ? NameOf(field.Field) : $"variants.{field.Variant}.{NameOf(field.Field)}";

    private static string NameOf(ProductField field) => field.ToString().ToLowerInvariant();
}
