using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Sandbox.CommandLine;

namespace Integration.Sandbox.Platforms;

/// <summary>Durations as <c>500ms</c>, <c>20s</c>, <c>5m</c>.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } text && Durations.TryParse(text, out var duration)
            ? duration
            : throw new JsonException("A duration is a text such as 500ms, 20s, 5m, 2h.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue($"{(long)value.TotalMilliseconds}ms");
}
