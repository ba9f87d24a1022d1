using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Integration.Pipeline;

namespace Integration.Caching;

/// <summary>Look-ups by kind of data and where they ended. Running ones are a metric; what is drained goes into the days.</summary>
public sealed class CacheMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Integration.Caching";

    private readonly FrozenDictionary<string, long[]> _undrained = new[] { CacheKeys.Product }.ToFrozenDictionary(
        static kind => kind,
        static _ => new long[Enum.GetValues<CacheLevel>().Length],
        StringComparer.Ordinal
    );
    private readonly ICallObserver? _observer;
    private readonly Meter _meter;
    private readonly Counter<long> _lookups;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Whose instruments they are.</param>
    /// <param name="observer">Hears of look-ups by account too; null where nobody does.</param>
    public CacheMetrics(IMeterFactory meters, ICallObserver? observer = null)
    {
        _observer = observer;
        _meter = meters.Create(Name);
        _lookups = _meter.CreateCounter<long>(
            "integration.cache.lookups",
            "{lookup}",
            "Look-ups by kind of data and level: memory, shared, or source for a miss"
        );
    }

    /// <summary>What was counted since the last time, of each kind of which there is something; another drain has none of it.</summary>
    public IReadOnlyList<CacheCount> Drain() =>
        [
            .. _undrained
                .Select(static kind => new CacheCount(
                    kind.Key,
                    Interlocked.Exchange(ref kind.Value[(int)CacheLevel.Memory], 0),
                    Interlocked.Exchange(ref kind.Value[(int)CacheLevel.Shared], 0),
                    Interlocked.Exchange(ref kind.Value[(int)CacheLevel.Source], 0)
                ))
                .Where(static count => count.Total > 0),
        ];

    /// <summary>Takes back what was drained but could not be written down.</summary>
    public void Return(IEnumerable<CacheCount> counts)
    {
        foreach (var count in counts)
        {
            var kept = _undrained[count.Kind];
            Interlocked.Add(ref kept[(int)CacheLevel.Memory], count.MemoryHits);
            Interlocked.Add(ref kept[(int)CacheLevel.Shared], count.SharedHits);
            Interlocked.Add(ref kept[(int)CacheLevel.Source], count.Misses);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();

    internal void LookedUp(ProductAsk ask, CacheLevel level)
    {
        const string kind = CacheKeys.Product;
        Interlocked.Increment(ref _undrained[kind][(int)level]);
        _lookups.Add(1, new("kind", kind), new("level", Label(level)));
        _observer?.LookedUp(ask.Platform, ask.Account.AccountId, kind, level != CacheLevel.Source);
    }

    private static string Label(CacheLevel level) =>
        level switch
        {
            CacheLevel.Memory => "memory",
            CacheLevel.Shared => "shared",
            _ => "source",
        };
}
