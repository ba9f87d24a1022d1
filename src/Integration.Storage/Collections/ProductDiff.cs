using System.Text.Json;
using Integration.Json;
using Integration.Products;

namespace Integration.Collections;

/// <summary>Compares a product with what is stored of it, field by field; variants one by one.</summary>
public static class ProductDiff
{
    private const string Variants = "variants";

    // A platform that only says when it last looked has changed nothing that a buyer sees.
    private const string ModifiedAt = "modified_at";

    /// <summary>The product as it is stored: canonical, without its raw payloads.</summary>
    public static JsonElement Canonical(Product product)
    {
        var node = JsonSerializer.SerializeToNode(product with { Raw = [] }, WireJson.Options)!.AsObject();
        node.Remove("raw");
        return JsonSerializer.SerializeToElement(node, WireJson.Options);
    }

    /// <summary>What changed; empty where nothing did.</summary>
    /// <param name="before">As it is stored.</param>
    /// <param name="after">As it is now.</param>
    public static IReadOnlyList<ProductFieldChange> Between(JsonElement before, JsonElement after)
    {
        var changes = new List<ProductFieldChange>();
        foreach (var field in Names(before).Union(Names(after)).Where(static name => name != ModifiedAt))
        {
            var (old, now) = (Field(before, field), Field(after, field));
            if (field == Variants && old is { } oldOnes && now is { } newOnes)
            {
                changes.AddRange(OfVariants(oldOnes, newOnes));
            }
            else
            {
                Compare(changes, field, old, now);
            }
        }

        return changes;
    }

    private static List<ProductFieldChange> OfVariants(JsonElement before, JsonElement after)
    {
        var changes = new List<ProductFieldChange>();
        var (old, now) = (ByName(before), ByName(after));
        foreach (var name in old.Keys.Union(now.Keys))
        {
            var path = $"{Variants}[{name}]";
            if (old.TryGetValue(name, out var one) && now.TryGetValue(name, out var other))
            {
                foreach (var field in Names(one).Union(Names(other)))
                {
                    Compare(changes, $"{path}.{field}", Field(one, field), Field(other, field));
                }
            }
            else
            {
                Compare(changes, path, Find(old, name), Find(now, name));
            }
        }

        return changes;
    }

    // By id; those without one by their place, as people would.
    private static Dictionary<string, JsonElement> ByName(JsonElement variants)
    {
        var named = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (place, variant) in variants.EnumerateArray().Index())
        {
            var name = Field(variant, "id") is { ValueKind: JsonValueKind.String } id ? id.GetString()! : $"#{place}";
            named.TryAdd(name, variant);
        }

        return named;
    }

    private static void Compare(List<ProductFieldChange> changes, string field, JsonElement? old, JsonElement? now)
    {
        var isSame =
            old is { } one && now is { } other ? JsonElement.DeepEquals(one, other) : old is null && now is null;
        if (!isSame)
        {
            changes.Add(new ProductFieldChange(field, old, now));
        }
    }

    private static IEnumerable<string> Names(JsonElement one) =>
        one.EnumerateObject().Select(static property => property.Name);

    private static JsonElement? Find(Dictionary<string, JsonElement> named, string name) =>
        named.TryGetValue(name, out var found) ? found : null;

    // Null and absent are the same: a release that adds a field must not make all products look changed.
    private static JsonElement? Field(JsonElement one, string name) =>
        one.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
