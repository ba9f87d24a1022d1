using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>Reads business fields.</summary>
internal static class Fields
{
    /// <summary>A whole number from 0; null where the field is missing or none.</summary>
    public static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>JSON; null where the field is missing or none.</summary>
    public static JsonNode? Json(string? text)
    {
        try
        {
            return text is null ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
