using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Json;
using Integration.Products;

namespace Integration.Sync;

/// <summary>The canonical content of records: what is kept, and how a new answer is laid over what others told before.</summary>
internal static class RecordContent
{
    /// <summary>The list of an order or product whose elements have ids.</summary>
    public static string ListOf(SyncKind kind) => kind == SyncKind.Orders ? "lines" : "variants";

    public static JsonElement Without(byte[] json, string[] fields)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        Array.ForEach(fields, field => node.Remove(field));
        return JsonSerializer.SerializeToElement(node, WireJson.Options);
    }

    /// <summary>A product with the fields that lists have, so that both shapes lie in one content.</summary>
    public static JsonObject WithSummary(Product product)
    {
        var node = JsonSerializer.SerializeToNode(product, WireJson.Options)!.AsObject();
        var price = Prices(product).MinBy(static one => one.Amount);
        var stock = Stock(product).Select(static one => (long?)one.Quantity).ToArray();
        node["title"] = product.Titles is [var title, ..] ? title.Text : null;
        node["price"] = JsonSerializer.SerializeToNode(price, WireJson.Options);
        node["stock"] = stock.Length == 0 ? null : stock.Sum();
        node["image"] = JsonSerializer.SerializeToNode(
            product.Images is [var image, ..] ? image : null,
            WireJson.Options
        );
        return node;
    }

    /// <summary>
    /// Lays an answer over what is stored. What it does not tell stays as others told it; the elements of the list are those of
    /// the answer, each laid over the stored one with its id: no list of a shop tells all of an element.
    /// </summary>
    /// <param name="stored">As it is stored.</param>
    /// <param name="answer">As the platform gave it now.</param>
    /// <param name="list">The list whose elements have ids.</param>
    public static JsonElement Overlay(JsonElement stored, SyncRecord answer, string list)
    {
        var merged = Overlay(JsonObject.Create(stored)!, JsonObject.Create(answer.Content)!, answer, list, prefix: "");
        return JsonSerializer.SerializeToElement(merged, WireJson.Options);
    }

    private static IEnumerable<Money> Prices(Product product) =>
        product
            .Prices.Concat(product.Variants.SelectMany(static one => one.Prices))
            .Where(static one => one.MinimumQuantity == 1)
            .Select(static one => one.Value);

    private static IEnumerable<StockLevel> Stock(Product product) =>
        product.Stock.Length > 0 ? product.Stock : product.Variants.SelectMany(static one => one.Stock);

    private static JsonObject Overlay(JsonObject stored, JsonObject now, SyncRecord answer, string? list, string prefix)
    {
        var merged = new JsonObject();
        foreach (var (name, value) in now)
        {
            var before = stored[name];
            merged[name] =
                IsUntold(value, answer, prefix, name) ? before?.DeepClone() ?? value?.DeepClone()
                : name == list && before is JsonArray old && value is JsonArray elements
                    ? Elements(old, elements, answer, list)
                : value?.DeepClone();
        }

        foreach (var (name, value) in stored.Where(one => !now.ContainsKey(one.Key)))
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }

    // Of an element nothing tells all; of a record a detail leaves lists empty that it does not tell.
    private static bool IsUntold(JsonNode? value, SyncRecord answer, string prefix, string name) =>
        value is null
            ? !answer.Tells.Contains(prefix + name, StringComparer.Ordinal)
            : value is JsonArray { Count: 0 } && (answer.IsDetail || prefix.Length > 0);

    private static JsonArray Elements(JsonArray stored, JsonArray now, SyncRecord answer, string list)
    {
        var byId = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var one in stored.OfType<JsonObject>())
        {
            if (IdOf(one) is { } id)
            {
                byId.TryAdd(id, one);
            }
        }

        return
        [
            .. now.Select(one =>
                one is JsonObject element && IdOf(element) is { } id && byId.TryGetValue(id, out var before)
                    ? Overlay(before, element, answer, null, $"{list}.")
                    : one?.DeepClone()
            ),
        ];
    }

    private static string? IdOf(JsonObject element) =>
        element["id"] is JsonValue value && value.TryGetValue<string>(out var id) ? id : null;
}
