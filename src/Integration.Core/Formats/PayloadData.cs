using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Integration.Formats;

/// <summary>The <c>data</c> of an event, as subscribers get it.</summary>
public static class PayloadData
{
    /// <summary>JSON as it is, a form as an object, anything else as <c>{"base64":…}</c>.</summary>
    public static JsonElement Read(ReadOnlyMemory<byte> payload, PayloadShape shape)
    {
        if (shape == PayloadShape.Json)
        {
            return Parse(payload);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            if (shape == PayloadShape.Form)
            {
                FormData.Write(writer, payload.Span);
            }
            else
            {
                writer.WriteStartObject();
                writer.WriteBase64String("base64"u8, payload.Span);
                writer.WriteEndObject();
            }
        }

        return Parse(buffer.WrittenMemory);
    }

    /// <summary>A JSON object with the payload as one more field, <c>data</c>.</summary>
    /// <param name="resource">A JSON object with at least one field, and none of that name.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="shape">What the payload is.</param>
    public static byte[] AddTo(ReadOnlySpan<byte> resource, ReadOnlyMemory<byte> payload, PayloadShape shape)
    {
        var buffer = new ArrayBufferWriter<byte>(resource.Length + payload.Length + 16);
        buffer.Write(resource[..^1]);
        buffer.Write(",\"data\":"u8);
        // As bytes: strings with half of a surrogate pair are valid JSON, but writers throw at them.
        buffer.Write(JsonMarshal.GetRawUtf8Value(Read(payload, shape)));
        buffer.Write("}"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
        return document.RootElement.Clone();
    }
}
