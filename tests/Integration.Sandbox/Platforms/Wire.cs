using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Integration.Sandbox.Platforms;

/// <summary>Answers as bytes are: JSON that leaves Chinese letters as they are, XML, lists with and without their wrapper.</summary>
internal static class Wire
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static JsonArray Many(IEnumerable<JsonNode?> nodes) => new([.. nodes]);

    public static JsonArray Texts(IEnumerable<string> texts) => Many(texts.Select(text => (JsonNode?)text));

    /// <summary>A list inside an object that names its elements; without elements that object is empty.</summary>
    public static JsonObject Wrapped(string name, IEnumerable<JsonNode?> nodes)
    {
        var list = Many(nodes);
        return list.Count == 0 ? [] : new JsonObject { [name] = list };
    }

    public static string Json(JsonNode node) => node.ToJsonString(Options);

    /// <summary>The object as XML: the single name at its root becomes the root element, a list repeats its element.</summary>
    public static string Xml(JsonNode node)
    {
        var (name, value) = node.AsObject().First();
        return new XDeclaration("1.0", "utf-8", null) + "\n" + new XElement(name, Content(value));
    }

    /// <summary>What <c>simplify=true</c> leaves: no root, and lists without their wrapper.</summary>
    public static JsonNode Simplified(JsonNode node) =>
        node is JsonObject { Count: 1 } root && root.First().Value is { } inner ? Unwrapped(inner)! : node.DeepClone();

    private static JsonNode? Unwrapped(JsonNode? node) =>
        node switch
        {
            JsonObject { Count: 1 } map when map.First().Value is JsonArray list => Unwrapped(list),
            JsonObject map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Unwrapped(pair.Value)))),
            JsonArray list => new JsonArray([.. list.Select(Unwrapped)]),
            _ => node?.DeepClone(),
        };

    private static object? Content(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(pair =>
                pair.Value is JsonArray list
                    ? list.Select(one => new XElement(pair.Key, Content(one)))
                    : [new XElement(pair.Key, Content(pair.Value))]
            ),
            JsonValue value => value.ToString(),
            _ => null,
        };
}
