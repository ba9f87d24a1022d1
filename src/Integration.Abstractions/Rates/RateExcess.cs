namespace Integration.Rates;

/// <summary>A platform's "too many" in spite of a permit.</summary>
/// <param name="Account">Our id of the account.</param>
/// <param name="Endpoint">As in <see cref="RateRequest"/>.</param>
/// <param name="RetryAfter">How long the platform asks to wait, not negative.</param>
/// <param name="Generation">Of the permit: what was cut since is not cut again.</param>
/// <param name="Call">The one call that has to wait, by the platform's name; null where all of them have.</param>
[GenerateSerializer, Immutable, Alias("integration.RateExcess")]
public sealed record RateExcess(
    [property: Id(0)] string Account,
    [property: Id(1)] string Endpoint,
    [property: Id(2)] TimeSpan RetryAfter,
    [property: Id(3)] long Generation,
    [property: Id(4)] string? Call = null
);
