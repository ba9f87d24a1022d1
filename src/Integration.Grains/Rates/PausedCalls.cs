using System.Collections.Frozen;

namespace Integration.Rates;

/// <summary>Calls that wait alone, as a silo last heard of them.</summary>
internal sealed class PausedCalls
{
    private readonly FrozenDictionary<string, TimeSpan> _lengths;
    private readonly long _since;

    private PausedCalls(FrozenDictionary<string, TimeSpan> lengths, long since) =>
        (_lengths, _since) = (lengths, since);

    /// <summary>No call waits alone.</summary>
    public static PausedCalls None { get; } = new(FrozenDictionary<string, TimeSpan>.Empty, 0);

    /// <summary>As a grant tells them.</summary>
    public static PausedCalls Of(Dictionary<string, TimeSpan>? told, TimeProvider time) =>
        told is null ? None : new(told.ToFrozenDictionary(StringComparer.Ordinal), time.GetTimestamp());

    /// <summary>How long a call has to wait; zero for not at all.</summary>
    public TimeSpan LeftOf(string call, TimeProvider time) =>
        _lengths.TryGetValue(call, out var length)
        && length - time.GetElapsedTime(_since) is { } left
        && left > TimeSpan.Zero
            ? left
            : TimeSpan.Zero;

    /// <summary>These and one more.</summary>
    public PausedCalls With(string call, TimeSpan length, TimeProvider time)
    {
        var all = _lengths.Keys.ToDictionary(static one => one, one => LeftOf(one, time), StringComparer.Ordinal);
        all[call] = length;
        return Of(all, time);
    }
}
