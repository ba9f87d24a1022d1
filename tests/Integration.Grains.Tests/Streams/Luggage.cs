using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Integration.Streams;

/// <summary>What a grain takes along when it moves, kept as it is.</summary>
internal sealed class Luggage : IDehydrationContext, IRehydrationContext
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    public IEnumerable<string> Keys => _values.Keys;

    public bool TryAddValue<T>(string key, T? value) => _values.TryAdd(key, value);

    public bool TryGetValue<T>(string key, [NotNullWhen(true)] out T? value)
    {
        var found = _values.TryGetValue(key, out var stored);
        value = found ? (T?)stored : default;
        return value is not null;
    }

    public void AddBytes(string key, ReadOnlySpan<byte> value) => _values.Add(key, value.ToArray());

    public void AddBytes<T>(string key, Action<T, IBufferWriter<byte>> valueWriter, T value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        valueWriter(value, bytes);
        AddBytes(key, bytes.WrittenSpan);
    }

    public bool TryGetBytes(string key, out ReadOnlySequence<byte> value)
    {
        var found = _values.TryGetValue(key, out var stored);
        value = found ? new ReadOnlySequence<byte>((byte[])stored!) : default;
        return found;
    }
}
