using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Temu;

/// <summary>Reads business fields.</summary>
internal static class Fields
{
    /// <summary>A whole number from 0; null where the field is missing or none.</summary>
    public static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The elements of a JSON list as text; null where the field is missing or no list.</summary>
    public static string[]? List(string? text)
    {
        try
        {
            return text is not null && JsonNode.Parse(text) is JsonArray list
                ? [.. list.Select(one => one?.ToString() ?? "")]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
