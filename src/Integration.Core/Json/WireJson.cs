using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integration.Json;

/// <summary>How the API writes and reads JSON (API.md, Conventions).</summary>
public static class WireJson
{
    /// <summary>
    /// Snake case, enums as snake-case strings, instants RFC 3339 UTC with milliseconds, nulls written (a list must
    /// show <c>"next_cursor":null</c>), non-ASCII text unescaped. Read-only and shared.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Sets options of others to the same conventions.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        // Answers are application/json and never embedded in HTML, so the relaxed encoder is safe and readable.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new InstantConverter());
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Default);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
