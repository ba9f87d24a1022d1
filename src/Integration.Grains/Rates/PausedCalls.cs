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

    /// <summary>These and others; of one that stands in both the longer counts.</summary>
    public PausedCalls With(IReadOnlyDictionary<string, TimeSpan> others, TimeProvider time)
    {
        var all = _lengths
            .Keys.Select(one => (Call: one, Left: LeftOf(one, time)))
            .Where(static one => one.Left > TimeSpan.Zero)
            .ToDictionary(static one => one.Call, static one => one.Left, StringComparer.Ordinal);
        foreach (var (call, length) in others)
        {
            all[call] = length > all.GetValueOrDefault(call) ? length : all[call];
        }

        return all.Count == 0 ? None : Of(all, time);
    }
}
