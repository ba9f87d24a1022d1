namespace Integration.Notices;

/// <summary>How long to wait after a failure. Pure but for the randomness that is given.</summary>
internal static class NoticeBackoff
{
    private const double MaxJitter = 0.2;

    /// <summary>The wait before the next attempt.</summary>
    /// <param name="result">The failure.</param>
    /// <param name="failures">Failures in a row, this one included.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="random">For the jitter, 0–20 % upward: several channels must not come back at once.</param>
    internal static TimeSpan After(NoticeResult result, int failures, NoticeDispatchOptions options, Random random)
    {
        var wait = result.Failure switch
        {
            NoticeFailureKind.Throttled => Clamp(result.RetryAfter ?? NoticeHttp.ThrottledWait, options.MaxThrottle),
            NoticeFailureKind.Permanent => options.MaxBackoff,
            _ => Doubled(failures, options),
        };
        return wait * (1 + (random.NextDouble() * MaxJitter));
    }

    private static TimeSpan Doubled(int failures, NoticeDispatchOptions options)
    {
        var wait = options.InitialBackoff;
        for (var failure = 1; failure < failures && wait < options.MaxBackoff; failure++)
        {
            wait *= 2;
        }

        return wait < options.MaxBackoff ? wait : options.MaxBackoff;
    }

    private static TimeSpan Clamp(TimeSpan asked, TimeSpan most) =>
        asked < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1)
        : asked > most ? most
        : asked;
}
