using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Integration.Json;

/// <summary>Compares a JSON value with the shape of a type, field by field, and notes every difference.</summary>
internal sealed class StrictWalk(JsonSerializerOptions options)
{
    public const string Root = "body";

    public Dictionary<string, List<string>> Errors { get; } = new(StringComparer.Ordinal);

    public bool HasUnknownField { get; private set; }

    private bool Full => Errors.Count >= StrictJson.MaxErrors;

    public void Visit(JsonElement value, JsonTypeInfo type, string path)
    {
        if (Full)
            return;
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                VisitObject(value, type, path);
                break;
            case JsonTypeInfoKind.Enumerable:
                VisitArray(value, type, path);
                break;
            case JsonTypeInfoKind.Dictionary:
                VisitDictionary(value, type, path);
                break;
            default:
                VisitScalar(value, type, path);
                break;
        }
    }

    private void VisitObject(JsonElement value, JsonTypeInfo type, string path)
    {
        if (!Expect(value, JsonValueKind.Object, "an object", path))
            return;
        var shape = WireShape.Of(type);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
        {
            if (Full)
                return;
            var at = Below(path, field.Name);
            if (!seen.Add(field.Name))
                Add(at, "stands more than once");
            else if (!shape.Fields.TryGetValue(field.Name, out var known))
                AddUnknown(at, field.Name, shape);
            else if (field.Value.ValueKind == JsonValueKind.Null)
                VisitNull(known, at);
            else
                Visit(field.Value, TypeOf(known.PropertyType), at);
        }
        foreach (var name in shape.Required)
        {
            if (!seen.Contains(name))
                Add(Below(path, name), "is required");
        }
    }

    private void VisitNull(JsonPropertyInfo field, string path)
    {
        var takesNull =
            Nullable.GetUnderlyingType(field.PropertyType) is not null
            || (!field.PropertyType.IsValueType && field.IsSetNullable)
            || WireShape.TakesAnything(field.PropertyType);
        if (!takesNull)
            Add(path, "must not be null");
    }

    private void VisitArray(JsonElement value, JsonTypeInfo type, string path)
    {
        if (!Expect(value, JsonValueKind.Array, "an array", path))
            return;
        var element = TypeOf(type.ElementType!);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            VisitItem(item, element, string.Concat(path.Length == 0 ? Root : path, "[", index++.ToString(), "]"));
            if (Full)
                return;
        }
    }

    private void VisitDictionary(JsonElement value, JsonTypeInfo type, string path)
    {
        if (!Expect(value, JsonValueKind.Object, "an object", path))
            return;
        var element = TypeOf(type.ElementType!);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
        {
            var at = Below(path, field.Name);
            if (!seen.Add(field.Name))
                Add(at, "stands more than once");
            else
                VisitItem(field.Value, element, at);
            if (Full)
                return;
        }
    }

    private void VisitItem(JsonElement item, JsonTypeInfo type, string path)
    {
        // Nullability of elements is not in the metadata; no list or map of the API holds nulls.
        if (item.ValueKind == JsonValueKind.Null && !WireShape.TakesAnything(type.Type))
            Add(path, "must not be null");
        else
            Visit(item, type, path);
    }

    private void VisitScalar(JsonElement value, JsonTypeInfo type, string path)
    {
        if (WireShape.TakesAnything(type.Type))
            return;
        if (ScalarRules.Fault(value, type) is { } fault)
            Add(path, fault);
    }

    private bool Expect(JsonElement value, JsonValueKind kind, string name, string path)
    {
        if (value.ValueKind == kind)
            return true;
        Add(path, $"must be {name}, not {ScalarRules.Name(value.ValueKind)}");
        return false;
    }

    private JsonTypeInfo TypeOf(Type type) => options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private void AddUnknown(string path, string name, WireShape shape)
    {
        HasUnknownField = true;
        var nearest = NearestName.Of(name, shape.Fields.Keys);
        Add(path, nearest is null ? "is not a known field" : $"is not a known field; did you mean '{nearest}'?");
    }

    private void Add(string path, string fault)
    {
        var key = path.Length == 0 ? Root : path;
        if (!Errors.TryGetValue(key, out var faults))
        {
            if (Full)
                return;
            Errors[key] = faults = [];
        }

        faults.Add(fault);
    }

    private static string Below(string path, string name)
    {
        // A name comes from the body: what is not a plausible field is not repeated at length.
        var shown = name.Length > 64 ? string.Concat(name.AsSpan(0, 64), "…") : name;
        return path.Length == 0 ? shown : string.Concat(path, ".", shown);
    }
}
