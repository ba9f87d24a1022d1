using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Integration.Json;

/// <summary>The fields of a type that a request may hold, looked up once a type.</summary>
internal sealed class WireShape
{
    // Bounded by the number of record types in the program.
    private static readonly ConcurrentDictionary<JsonTypeInfo, WireShape> s_shapes = new();

    private WireShape(JsonTypeInfo type)
    {
        var settable = type.Properties.Where(p => p.Set is not null || p.AssociatedParameter is not null).ToArray();
        Fields = settable.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);
        Required = [.. settable.Where(p => p.IsRequired).Select(p => p.Name)];
    }

    public FrozenDictionary<string, JsonPropertyInfo> Fields { get; }

    public string[] Required { get; }

    public static WireShape Of(JsonTypeInfo type) => s_shapes.GetOrAdd(type, static t => new WireShape(t));

    /// <summary>Types that hold any JSON value, null included.</summary>
    public static bool TakesAnything(Type type) =>
        type == typeof(JsonElement)
        || type == typeof(JsonElement?)
        || type == typeof(JsonDocument)
        || type == typeof(object)
        || type == typeof(JsonNode);
}
