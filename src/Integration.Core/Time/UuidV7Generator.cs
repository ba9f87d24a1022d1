namespace Integration.Time;

/// <summary>
/// Makes UUID v7 (RFC 9562). Those of one millisecond are in the order of their making: a counter of 12 bits stands where
/// chance could (section 6.2, method 1). Beyond 4,096 in a millisecond, and across processes, order within it is chance.
/// </summary>
public sealed class UuidV7Generator : IIdGenerator
{
    private const int MaxCounter = 0xFFF;
    private readonly Lock _lock = new();
    private long _millisecond;
    private int _counter;

    /// <inheritdoc />
    public Guid NewId(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        if (Counter(now.ToUnixTimeMilliseconds()) is { } counter)
        {
            // The high nibble of byte 6 is the version.
            bytes[6] = (byte)(0x70 | (counter >> 8));
            bytes[7] = (byte)counter;
        }

        return new Guid(bytes, bigEndian: true);
    }

    // Null for an instant before the last one: its ids are made out of order anyway.
    private int? Counter(long millisecond)
    {
        lock (_lock)
        {
            if (millisecond < _millisecond)
            {
                return null;
            }

            _counter = millisecond == _millisecond ? Math.Min(_counter + 1, MaxCounter) : 0;
            _millisecond = millisecond;
            return _counter;
        }
    }
}
