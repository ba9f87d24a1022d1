using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Integration.Formats;

/// <summary>What the formats share: a writer that leaves other scripts readable, and how <c>data</c> is written.</summary>
internal static class BodyWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        // The body goes into an HTTP request, never into a page: nothing needs escaping beyond JSON's own rules.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    public static Utf8JsonWriter Rent(IBufferWriter<byte> output)
    {
        var writer = t_writer;
        if (writer is null)
        {
            return new Utf8JsonWriter(output, Options);
        }

        t_writer = null;
        writer.Reset(output);
        return writer;
    }

    public static void Return(Utf8JsonWriter writer)
    {
        writer.Flush();
        writer.Reset(Stream.Null);
        t_writer = writer;
    }

    public static void WriteData(Utf8JsonWriter writer, OutgoingEvent outgoing)
    {
        writer.WritePropertyName("data"u8);
        switch (outgoing.Shape)
        {
            case PayloadShape.Json:
                // Checked when it came in.
                writer.WriteRawValue(outgoing.Payload.Span, skipInputValidation: true);
                break;
            case PayloadShape.Form:
                FormData.Write(writer, outgoing.Payload.Span);
                break;
            default:
                writer.WriteStartObject();
                writer.WriteBase64String("base64"u8, outgoing.Payload.Span);
                writer.WriteEndObject();
                break;
        }
    }

    public static void WriteInstant(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset instant)
    {
        // The round-trip form has seven digits of a second, of which three are written. Formats of one's own are read anew
        // for each instant.
        Span<byte> text = stackalloc byte[28];
        Utf8Formatter.TryFormat(instant.UtcDateTime, text, out _, 'O');
        text[23] = (byte)'Z';
        writer.WriteString(name, text[..24]);
    }
}
