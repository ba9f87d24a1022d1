namespace Integration.Rates;

/// <summary>Permits with their times. Each is to be used at its time; one that nobody uses then lapses.</summary>
/// <param name="Delays">From now on, ascending; fewer than asked for where the others would lie too far ahead.</param>
/// <param name="RetryAfter">When the first one would be due that was not given; zero where all were.</param>
/// <param name="Generation">Rises when the rate is cut or the grain begins anew: permits of an earlier one are void.</param>
[GenerateSerializer, Immutable, Alias("integration.RateGrant")]
public sealed record RateGrant(
    [property: Id(0)] TimeSpan[] Delays,
    [property: Id(1)] TimeSpan RetryAfter,
    [property: Id(2)] long Generation
)
{
    /// <summary>Calls that have to wait alone, by the platform's names, and how long from now on; null where none has.</summary>
    [Id(3)]
    public Dictionary<string, TimeSpan>? PausedCalls { get; init; }
}
