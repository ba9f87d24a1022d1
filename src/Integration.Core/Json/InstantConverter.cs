using System.Text.Json;
using System.Text.Json.Serialization;
using Integration.Time;

namespace Integration.Json;

/// <summary>Instants on the wire: any RFC 3339 form in, UTC with three fraction digits and <c>Z</c> out.</summary>
public sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Rfc3339.TryParse(reader.GetString(), out var instant)
            ? instant
            : throw new JsonException("Not an RFC 3339 instant.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Rfc3339.Length];
        Rfc3339.TryFormat(value, text);
        writer.WriteStringValue(text);
    }
}
