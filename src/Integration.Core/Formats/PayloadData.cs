using System.Buffers;
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

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
        return document.RootElement.Clone();
    }
}
