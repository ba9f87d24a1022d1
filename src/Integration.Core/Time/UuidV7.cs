using System.Buffers.Binary;

namespace Integration.Time;

/// <summary>Reads UUID v7 (RFC 9562).</summary>
public static class UuidV7
{
    /// <summary>The instant in its first 48 bits, UTC, to the millisecond.</summary>
    public static DateTimeOffset InstantOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16));
    }
}
