namespace Integration.Sync;

/// <summary>What a walk goes by.</summary>
/// <param name="Manners">Of the platform's list.</param>
/// <param name="Options">Ours.</param>
public sealed record WalkTerms(ListManners Manners, WalkOptions Options)
{
    /// <summary>Where windows of a list that is read whole begin once it has to be cut: before any shop's first record.</summary>
    internal static readonly DateTimeOffset Beginning = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The platform's now, or an instant safely before it.</summary>
    /// <param name="offset">The platform's clock less ours, as measured; null where it was not.</param>
    /// <param name="now">Our now.</param>
    internal DateTimeOffset PlatformNow(TimeSpan? offset, DateTimeOffset now) =>
        offset is { } measured ? now + measured : now - Options.UnknownClockMargin;

    /// <summary>The last whole second that no change comes into any more.</summary>
    /// <param name="platformNow">The platform's now.</param>
    internal DateTimeOffset Closed(DateTimeOffset platformNow) => WholeSecond(platformNow - Manners.Lag);

    /// <summary>The oldest second that the platform serves; null where it serves all.</summary>
    /// <param name="platformNow">The platform's now.</param>
    internal DateTimeOffset? Oldest(DateTimeOffset platformNow) =>
        Manners.MaxAge is { } age ? WholeSecond(platformNow - age).AddSeconds(1) : null;

    /// <summary>How long to wait after failures in a row.</summary>
    /// <param name="failures">So many, 1 or more.</param>
    internal TimeSpan Wait(int failures)
    {
        var wait = Options.RetryWait * Math.Pow(2, Math.Min(failures - 1, 30));
        return wait < Options.MaxRetryWait ? wait : Options.MaxRetryWait;
    }

    internal static DateTimeOffset WholeSecond(DateTimeOffset instant) =>
        DateTimeOffset.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
}
