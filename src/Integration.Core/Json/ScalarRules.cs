using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Integration.Time;

namespace Integration.Json;

/// <summary>What is wrong with a single value, in words for the one who sent it.</summary>
internal static class ScalarRules
{
    /// <summary>Null when the value fits the type.</summary>
    public static string? Fault(JsonElement value, JsonTypeInfo type)
    {
        var wanted = Wanted(type.Type);
        if (wanted is { } w && !w.Kinds.Contains(value.ValueKind))
            return $"must be {w.Name}, not {Name(value.ValueKind)}";
        if (type.Type == typeof(string) || type.Type == typeof(bool))
            return null;
        if (type.Type == typeof(DateTimeOffset))
            return Rfc3339.TryParse(value.GetString(), out _) ? null : "must be an RFC 3339 instant with an offset";
        if (Fits(value, type))
            return null;
        return type.Type.IsEnum
            ? $"must be one of {Names(type)}"
            : $"must be {wanted?.Name ?? "another value"} in range";
    }

    /// <summary>A JSON type as people call it.</summary>
    public static string Name(JsonValueKind kind) =>
        kind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            _ => "null",
        };

    private static (JsonValueKind[] Kinds, string Name)? Wanted(Type type)
    {
        if (type == typeof(string))
            return ([JsonValueKind.String], "a string");
        if (type == typeof(bool))
            return ([JsonValueKind.True, JsonValueKind.False], "true or false");
        if (type.IsEnum)
            return ([JsonValueKind.String], "a string");
        if (type == typeof(DateTimeOffset))
            return ([JsonValueKind.String], "a string with an RFC 3339 instant");
        if (type == typeof(TimeSpan))
            return ([JsonValueKind.String], "a string with a duration such as 30s, 5m or 2h");
        if (type == typeof(Guid))
            return ([JsonValueKind.String], "a string with a UUID");
        if (type == typeof(byte[]))
            return ([JsonValueKind.String], "a string in base64");
        if (type == typeof(decimal) || type == typeof(double) || type == typeof(float))
            return ([JsonValueKind.Number], "a number");
        if (type == typeof(int) || type == typeof(long) || type == typeof(short) || type == typeof(byte))
            return ([JsonValueKind.Number], "a whole number");
        return null;
    }

    private static bool Fits(JsonElement value, JsonTypeInfo type)
    {
        try
        {
            _ = value.Deserialize(type);
            return true;
        }
        catch (JsonException)
        {
            // The serializer has no way to ask first; that it throws is all that is used of it.
            return false;
        }
    }

    private static string Names(JsonTypeInfo type) =>
        string.Join(
            ", ",
            Enum.GetValuesAsUnderlyingType(type.Type)
                .Cast<object>()
                .Select(v => JsonSerializer.SerializeToElement(Enum.ToObject(type.Type, v), type).ToString())
        );
}
