using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Integration.Time;

/// <summary>
/// Makes UUID v7 (RFC 9562). Those of one millisecond are in the order of their making: a counter of 12 bits stands where
/// chance could (section 6.2, method 1). Beyond 4,096 in a millisecond, across processes, and where a later
/// millisecond was asked for in between, order within it is chance.
/// </summary>
public sealed class UuidV7Generator : IIdGenerator
{
    private const int MaxCounter = 0xFFF;
    private const long MaxMillisecond = 0xFFFF_FFFF_FFFF;
    private readonly Lock _lock = new();

    // Chance is fetched for many ids at once: a call of the system for each is most of what an id costs.
    private readonly byte[] _chance = new byte[4_096];
    private int _taken = 4_096;
    private long _millisecond;
    private int _counter;

    /// <inheritdoc />
    public Guid NewId(DateTimeOffset now)
    {
        var millisecond = now.ToUnixTimeMilliseconds();
        ArgumentOutOfRangeException.ThrowIfNegative(millisecond, nameof(now));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(millisecond, MaxMillisecond, nameof(now));
        Span<byte> bytes = stackalloc byte[16];
        int counter;
        lock (_lock)
        {
            Take(bytes[8..]);
            counter = Counter(millisecond) ?? TakeCounter();
        }

        // 48 bits of milliseconds, 4 of version, 12 of the counter, 2 of variant, 62 of chance.
        BinaryPrimitives.WriteInt64BigEndian(bytes, (millisecond << 16) | 0x7000 | (long)counter);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    // Null for an instant before the last one: its ids are made out of order anyway.
    private int? Counter(long millisecond)
    {
        if (millisecond < _millisecond)
        {
            return null;
        }

        _counter = millisecond == _millisecond ? Math.Min(_counter + 1, MaxCounter) : 0;
        _millisecond = millisecond;
        return _counter;
    }

    private int TakeCounter()
    {
        Span<byte> bytes = stackalloc byte[2];
        Take(bytes);
        return BinaryPrimitives.ReadUInt16BigEndian(bytes) & MaxCounter;
    }

    private void Take(Span<byte> bytes)
    {
        if (_taken + bytes.Length > _chance.Length)
        {
            RandomNumberGenerator.Fill(_chance);
            _taken = 0;
        }

        var taken = _chance.AsSpan(_taken, bytes.Length);
        taken.CopyTo(bytes);
        // What an id was made of is not kept.
        taken.Clear();
        _taken += bytes.Length;
    }
}
