using System.Text.Json.Serialization;
using Integration.Monitoring;

namespace Integration.Platforms;

/// <summary>Calls to a platform in some time (P4), counted by attempt.</summary>
public sealed record PlatformCallFigures
{
    /// <summary>Attempts made.</summary>
    public long Calls => Succeeded + Transient + Throttled + Unauthorised + Permanent;

    /// <summary>Attempts that succeeded.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Attempts that may succeed when repeated: network, time-out, a fault of the platform.</summary>
    public required long Transient { get; init; }

    /// <summary>Attempts that the platform found too many.</summary>
    public required long Throttled { get; init; }

    /// <summary>Attempts whose token was not accepted.</summary>
    public required long Unauthorised { get; init; }

    /// <summary>Attempts that will fail again.</summary>
    public required long Permanent { get; init; }

    /// <summary>Reads answered from the cache.</summary>
    public required long CacheHits { get; init; }

    /// <summary>Reads that the cache did not have.</summary>
    public required long CacheMisses { get; init; }

    /// <summary>What calls waited for the account's rate, ms in all.</summary>
    public required long RateWaitMs { get; init; }

    /// <summary>Mean of what attempts took, ms; null where there were none.</summary>
    public double? AverageMs => Calls == 0 ? null : Math.Round(DurationMsSum / (double)Calls, 1);

    /// <summary>Median of what attempts took, ms, to 26 %.</summary>
    public double? P50Ms => DelayHistogram.Quantile(Durations, 0.5);

    /// <summary>95th percentile, ms, to 26 %.</summary>
    public double? P95Ms => DelayHistogram.Quantile(Durations, 0.95);

    /// <summary>99th percentile, ms, to 26 %.</summary>
    public double? P99Ms => DelayHistogram.Quantile(Durations, 0.99);

    /// <summary>What attempts took, ms in all.</summary>
    [JsonIgnore]
    public long DurationMsSum { get; init; }

    /// <summary>Bins of what attempts took.</summary>
    [JsonIgnore]
    public long[] Durations { get; init; } = [];

    /// <summary>All of them together.</summary>
    public static PlatformCallFigures Sum(IReadOnlyCollection<PlatformCallFigures> parts)
    {
        var durations = new long[DelayHistogram.Bins];
        foreach (var part in parts)
        {
            for (var bin = 0; bin < durations.Length; bin++)
            {
                durations[bin] += part.Durations[bin];
            }
        }

        return new PlatformCallFigures
        {
            Succeeded = parts.Sum(part => part.Succeeded),
            Transient = parts.Sum(part => part.Transient),
            Throttled = parts.Sum(part => part.Throttled),
            Unauthorised = parts.Sum(part => part.Unauthorised),
            Permanent = parts.Sum(part => part.Permanent),
            CacheHits = parts.Sum(part => part.CacheHits),
            CacheMisses = parts.Sum(part => part.CacheMisses),
            RateWaitMs = parts.Sum(part => part.RateWaitMs),
            DurationMsSum = parts.Sum(part => part.DurationMsSum),
            Durations = durations,
        };
    }
}
