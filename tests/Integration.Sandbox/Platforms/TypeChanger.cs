using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms;

/// <summary>Carries out <see cref="TypeChanges"/> on an answer.</summary>
internal static class TypeChanger
{
    private const int MostDigits = 15;

    /// <summary>A changed copy; the root stays an object.</summary>
    public static JsonNode Apply(JsonNode body, TypeChanges changes) =>
        body is JsonObject root
            ? new JsonObject(root.Select(pair => KeyValuePair.Create(pair.Key, Root(pair.Value, changes))))
            : Change(body, changes)!;

    // The first level under the root is the envelope, which even a careless platform keeps.
    private static JsonNode? Root(JsonNode? node, TypeChanges changes) =>
        node is JsonObject inner
            ? new JsonObject(inner.Select(pair => KeyValuePair.Create(pair.Key, Change(pair.Value, changes))))
            : Change(node, changes);

    private static JsonNode? Change(JsonNode? node, TypeChanges changes) =>
        node switch
        {
            JsonObject map => Wrapped(
                new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Change(pair.Value, changes)))),
                changes.HasFlag(TypeChanges.ObjectsAsArrays) && IsLeaf(map)
            ),
            JsonArray { Count: 1 } single when changes.HasFlag(TypeChanges.SinglesAsObjects) => Element(
                single[0],
                changes
            ),
            JsonArray list => new JsonArray([.. list.Select(one => Element(one, changes))]),
            JsonValue value => Scalar(value, changes),
            _ => null,
        };

    // An object inside a list stays one: a list of lists is no drift that was ever seen.
    private static JsonNode? Element(JsonNode? node, TypeChanges changes) =>
        Change(node, node is JsonObject map && IsLeaf(map) ? changes & ~TypeChanges.ObjectsAsArrays : changes);

    private static JsonNode Wrapped(JsonObject map, bool wrap) => wrap ? new JsonArray(map) : map;

    private static bool IsLeaf(JsonObject map) => map.All(pair => pair.Value is null or JsonValue);

    private static JsonNode Scalar(JsonValue value, TypeChanges changes)
    {
        var kind = value.GetValueKind();
        if (kind == JsonValueKind.Number && changes.HasFlag(TypeChanges.NumbersAsText))
        {
            return JsonValue.Create(value.ToJsonString())!;
        }

        if (
            kind == JsonValueKind.String
            && changes.HasFlag(TypeChanges.TextAsNumbers)
            && value.GetValue<string>() is { Length: > 0 and <= MostDigits } text
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        )
        {
            return JsonValue.Create(number);
        }

        return value.DeepClone();
    }
}
