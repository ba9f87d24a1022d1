using System.Buffers;

namespace Integration.Formats;

/// <summary>CloudEvents 1.0, structured mode in JSON. <c>source</c> is a URI reference: the source's id as it is.</summary>
internal sealed class CloudEventsFormat : IBodyFormat
{
    public string Name => "cloudevents";

    public string ContentType => "application/cloudevents+json; charset=utf-8";

    public void Write(OutgoingEvent outgoing, DateTimeOffset now, IBufferWriter<byte> output)
    {
        var writer = BodyWriter.Rent(output);
        writer.WriteStartObject();
        writer.WriteString("specversion"u8, "1.0"u8);
        writer.WriteString("id"u8, outgoing.Id);
        writer.WriteString("source"u8, outgoing.Source);
        writer.WriteString("type"u8, outgoing.Type);
        if (!string.IsNullOrEmpty(outgoing.Subject))
        {
            writer.WriteString("subject"u8, outgoing.Subject);
        }

        BodyWriter.WriteInstant(writer, "time"u8, outgoing.Time ?? outgoing.Received);
        writer.WriteString("datacontenttype"u8, "application/json"u8);
        BodyWriter.WriteData(writer, outgoing);
        writer.WriteEndObject();
        BodyWriter.Return(writer);
    }
}
