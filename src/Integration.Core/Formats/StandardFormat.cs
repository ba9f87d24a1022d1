using System.Buffers;

namespace Integration.Formats;

/// <summary>Standard Webhooks' recommended body: <c>{"type","timestamp","data"}</c>.</summary>
internal sealed class StandardFormat : IBodyFormat
{
    public string Name => "standard";

    public string ContentType => "application/json";

    public void Write(OutgoingEvent outgoing, DateTimeOffset now, IBufferWriter<byte> output)
    {
        var writer = BodyWriter.Rent(output);
        writer.WriteStartObject();
        writer.WriteString("type"u8, outgoing.Type);
        BodyWriter.WriteInstant(writer, "timestamp"u8, outgoing.Time ?? outgoing.Received);
        BodyWriter.WriteData(writer, outgoing);
        writer.WriteEndObject();
        BodyWriter.Return(writer);
    }
}
