using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Time;

namespace Integration.Json;

/// <summary>Durations on the wire: a whole number and one unit, such as <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>7d</c>.</summary>
public sealed class DurationConverter : JsonConverter<TimeSpan>
{
    /// <inheritdoc />
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Durations.TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException("Not a duration.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Durations.Format(value));
}
