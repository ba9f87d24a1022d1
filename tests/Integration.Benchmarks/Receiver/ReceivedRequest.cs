using System.Buffers.Text;

namespace Integration.Benchmarks.Receiver;

/// <summary>One request in a connection's buffer, taken apart without copying.</summary>
internal readonly ref struct ReceivedRequest
{
    private readonly ReadOnlySpan<byte> _head;

    private ReceivedRequest(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        _head = head;
        Body = body;
    }

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>Bytes of the whole request.</summary>
    public int Length => _head.Length + Body.Length;

    /// <summary>The request's path.</summary>
    public ReadOnlySpan<byte> Path
    {
        get
        {
            var rest = _head[(_head.IndexOf((byte)' ') + 1)..];
            return rest[..rest.IndexOf((byte)' ')];
        }
    }

    /// <summary>Finds a whole request at the start of the buffer; false while it is not there yet.</summary>
    /// <exception cref="InvalidDataException">It has no <c>Content-Length</c>.</exception>
    public static bool TryRead(ReadOnlySpan<byte> buffer, out ReceivedRequest request)
    {
        request = default;
        var end = buffer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = buffer[..(end + 4)];
        if (!Utf8Parser.TryParse(Header(head, "content-length"), out int length, out _))
        {
            throw new InvalidDataException("A request without Content-Length.");
        }

        if (buffer.Length - head.Length < length)
        {
            return false;
        }

        request = new ReceivedRequest(head, buffer.Slice(head.Length, length));
        return true;
    }

    /// <summary>The value of a header, empty where it is missing; <paramref name="name"/> in small letters.</summary>
    public ReadOnlySpan<byte> Header(string name) => Header(_head, name);

    private static ReadOnlySpan<byte> Header(ReadOnlySpan<byte> head, string name)
    {
        foreach (var range in head.Split("\r\n"u8))
        {
            var line = head[range];
            if (
                line.Length > name.Length
                && line[name.Length] == ':'
                && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name)
            )
            {
                return line[(name.Length + 1)..].Trim((byte)' ');
            }
        }

        return default;
    }
}
