using System.Buffers;
using Integration.Delivery;

namespace Integration.Formats;

/// <summary>The body of the old wallet sender (W4): Unix seconds, and how old the data is at the time of sending.</summary>
internal sealed class WalletFormat(WalletFormatOptions options) : IBodyFormat
{
    public string Name => "wallet";

    public string ContentType => "application/json";

    public void Write(OutgoingEvent outgoing, DateTimeOffset now, IBufferWriter<byte> output)
    {
        var age = Freshness.Age(outgoing.FreshFrom, outgoing.Time, outgoing.Received, now);
        var writer = BodyWriter.Rent(output);
        writer.WriteStartObject();
        writer.WriteString("event_type"u8, outgoing.Type);
        writer.WriteNumber("timestamp"u8, now.ToUnixTimeSeconds());
        writer.WriteString("version"u8, options.Version);
        writer.WriteString("source"u8, options.Source);
        BodyWriter.WriteData(writer, outgoing);
        writer.WriteStartObject("metadata"u8);
        writer.WriteNumber("data_age_seconds"u8, Math.Round(age.TotalSeconds, 1));
        writer.WriteString("push_source"u8, options.PushSource);
        writer.WriteEndObject();
        writer.WriteEndObject();
        BodyWriter.Return(writer);
    }
}
