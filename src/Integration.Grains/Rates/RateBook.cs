using System.Collections.Frozen;
using Integration.Pipeline;
using Integration.Platforms;

namespace Integration.Rates;

/// <summary>The rules of all platforms, and by which key their calls are paced.</summary>
internal sealed class RateBook(IEnumerable<PlatformPipeline> pipelines)
{
    private readonly FrozenDictionary<string, PlatformPipeline> _pipelines = pipelines.ToFrozenDictionary(
        static one => one.Platform,
        StringComparer.Ordinal
    );

    /// <summary>What calls to a platform go by; the defaults where it is not known here.</summary>
    public PlatformPipeline Of(string platform) =>
        _pipelines.GetValueOrDefault(platform) ?? new(platform, [], new PipelineOptions());

    /// <summary>Likewise by the key of the grain, <c>platform/…</c>.</summary>
    public PlatformPipeline OfKey(string key) => Of(key[..key.IndexOf('/', StringComparison.Ordinal)]);

    /// <summary>Whether the key of a grain is that of an app, not of an account.</summary>
    public static bool IsOfApp(string key) =>
        key.AsSpan(key.IndexOf('/', StringComparison.Ordinal) + 1).StartsWith("app:", StringComparison.Ordinal);

    /// <summary>The queue of a call.</summary>
    public RateLine LineOf(RatedCall call)
    {
        var rates = Of(call.Platform).Rates;
        // One grain for all that is counted together, so that a permit is one decision: the app where any rule counts by it.
        var isByApp = Array.Exists(rates, static rule => rule.Scope == RateScope.App);
        var hasOwn = Array.Exists(rates, rule => rule.Call == call.Endpoint);
        return new(
            isByApp ? $"{call.Platform}/app:{call.AppKey}" : $"{call.Platform}/{call.AccountId}",
            call.Platform,
            call.AccountId,
            hasOwn ? call.Endpoint : RateSchedule.AnyCall,
            call.OwnRate
        );
    }
}
