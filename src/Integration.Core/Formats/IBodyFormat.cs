using System.Buffers;

namespace Integration.Formats;

/// <summary>Writes an event as a request's body. What it writes is never empty and always JSON: receivers' verifiers demand it.</summary>
public interface IBodyFormat
{
    /// <summary>Its name in a subscriber's <c>format</c>.</summary>
    string Name { get; }

    /// <summary>The request's <c>Content-Type</c>.</summary>
    string ContentType { get; }

    /// <summary>Writes the body.</summary>
    /// <param name="outgoing">The event.</param>
    /// <param name="now">When the attempt is made.</param>
    /// <param name="output">Where to.</param>
    void Write(OutgoingEvent outgoing, DateTimeOffset now, IBufferWriter<byte> output);
}
