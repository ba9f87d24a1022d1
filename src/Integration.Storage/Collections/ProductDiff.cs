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
    public static IReadOnlyList<FieldChange> Between(JsonElement before, JsonElement after) =>
        FieldDiff.Between(before, after, Variants, ModifiedAt);
}
