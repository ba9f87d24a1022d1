using Integration.Catalogue;

namespace Integration.Rates;

/// <summary>
/// Evenly spaced permits with room for a few at once (GCRA). Any window of the rule, wherever it begins, holds no more permits than the
/// rule allows: the few at once and the even ones together are the rule's.
/// </summary>
internal sealed class RateBucket
{
    private readonly long _interval;
    private readonly int _burst;
    private long? _next;
    private long _earliest = long.MinValue;

    /// <summary>An empty bucket: the first permit is due at once, the next ones evenly.</summary>
    /// <param name="rule">What is allowed.</param>
    /// <param name="share">The share that is given out evenly, more than 0, at most 1.</param>
    public RateBucket(RateRule rule, double share)
    {
        _interval = (long)Math.Ceiling(rule.Window.Ticks / (rule.Permits * share));
        // Against the fraction that 20 × (1 − 0.95) lacks to 1.
        _burst = Math.Max(1, (int)Math.Floor((rule.Permits * (1 - share)) + 1e-9));
    }

    /// <summary>When the next permit is due, not before a time.</summary>
    /// <param name="earliest">From the schedule's beginning on.</param>
    /// <param name="part">The part of the rate that is in force, more than 0, at most 1.</param>
    public TimeSpan Next(TimeSpan earliest, double part)
    {
        var due = _next is { } next ? next - Ahead(part) : _earliest;
        return TimeSpan.FromTicks(Math.Max(earliest.Ticks, due));
    }

    /// <summary>Gives out a permit for a time that <see cref="Next"/> named, or a later one.</summary>
    public void Take(TimeSpan at, double part) =>
        // An empty bucket has no room for several at once before it has filled.
        _next = (_next is { } next ? Math.Max(next, at.Ticks) : at.Ticks + Ahead(part)) + Interval(part);

    /// <summary>Forgets what was given out: empty, and nothing before this time.</summary>
    public void Restart(TimeSpan at) => (_next, _earliest) = (null, at.Ticks);

    private long Interval(double part) => (long)Math.Ceiling(_interval / part);

    // A rate that was cut leaves no room for several at once.
    private long Ahead(double part) => part < 1 ? 0 : (_burst - 1) * _interval;
}
