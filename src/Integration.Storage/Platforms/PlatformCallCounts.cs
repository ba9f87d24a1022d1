using Integration.Monitoring;

namespace Integration.Platforms;

/// <summary>Calls to a platform, counted: outcomes by kind, durations as a histogram, cache and waiting. Adding two gives one.</summary>
public sealed class PlatformCallCounts
{
    private readonly long[] _failures = new long[Enum.GetValues<FailureKind>().Length];

    /// <summary>Attempts that succeeded.</summary>
    public long Succeeded { get; private set; }

    /// <summary>Reads answered from a cache, without a call.</summary>
    public long CacheHits { get; private set; }

    /// <summary>Reads that a cache did not have.</summary>
    public long CacheMisses { get; private set; }

    /// <summary>What calls waited for the account's rate, ms in all.</summary>
    public long RateWaitMilliseconds { get; private set; }

    /// <summary>What attempts took, ms in all.</summary>
    public long DurationMilliseconds { get; private set; }

    /// <summary>Bins of what attempts took, as <see cref="DelayHistogram"/> has them.</summary>
    public long[] Durations { get; } = new long[DelayHistogram.Bins];

    /// <summary>Attempts that failed so.</summary>
    public long Failed(FailureKind kind) => _failures[(int)kind];

    /// <summary>Counts an attempt.</summary>
    /// <param name="failure">Its kind; null where it succeeded.</param>
    /// <param name="duration">What it took.</param>
    public void AddAttempt(FailureKind? failure, TimeSpan duration)
    {
        if (failure is { } kind)
        {
            _failures[(int)kind]++;
        }
        else
        {
            Succeeded++;
        }

        DurationMilliseconds += Math.Max(0, (long)duration.TotalMilliseconds);
        Durations[DelayHistogram.BinOf(duration)]++;
    }

    /// <summary>Counts a wait for the account's rate.</summary>
    public void AddRateWait(TimeSpan wait) => RateWaitMilliseconds += Math.Max(0, (long)wait.TotalMilliseconds);

    /// <summary>Counts reads of a cache.</summary>
    public void AddCache(long hits, long misses)
    {
        CacheHits += hits;
        CacheMisses += misses;
    }

    /// <summary>Adds another count to this one.</summary>
    public void Add(PlatformCallCounts other)
    {
        for (var kind = 0; kind < _failures.Length; kind++)
        {
            _failures[kind] += other._failures[kind];
        }

        Succeeded += other.Succeeded;
        CacheHits += other.CacheHits;
        CacheMisses += other.CacheMisses;
        RateWaitMilliseconds += other.RateWaitMilliseconds;
        DurationMilliseconds += other.DurationMilliseconds;
        for (var bin = 0; bin < Durations.Length; bin++)
        {
            Durations[bin] += other.Durations[bin];
        }
    }
}
