namespace Integration.Rates;

/// <summary>
/// Paces all calls of the cluster that a platform counts together. Key: <c>platform/account</c>, or <c>platform/app:key</c> where the
/// platform counts by app.
/// </summary>
[Alias("integration.IRateLimitGrain")]
public interface IRateLimitGrain : IGrainWithStringKey
{
    /// <summary>Gives out the next permits, each with its time, none further ahead than was asked for.</summary>
    [Alias("Reserve")]
    Task<RateGrant> Reserve(RateRequest request, CancellationToken ct);

    /// <summary>Takes note that the platform answered "too many": cuts the rate, and waits as long as the platform asks.</summary>
    /// <returns>The generation from now on; what was given out before it is void.</returns>
    [Alias("Throttled")]
    Task<long> Throttled(RateExcess excess, CancellationToken ct);

    /// <summary>What was learnt of the rate.</summary>
    /// <param name="account">Our id of the account whose share is asked for.</param>
    /// <param name="ct">Ends the wait.</param>
    [Alias("Show")]
    Task<RateStatus> Show(string account, CancellationToken ct);

    /// <summary>
    /// Forgets pauses and what was learnt: calls go on at the full rate at once, as after the platform's quota was raised by hand.
    /// </summary>
    /// <param name="account">As with <see cref="Show"/>.</param>
    /// <param name="ct">Ends the wait.</param>
    [Alias("Forget")]
    Task<RateStatus> Forget(string account, CancellationToken ct);
}
