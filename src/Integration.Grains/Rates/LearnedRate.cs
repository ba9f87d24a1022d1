namespace Integration.Rates;

/// <summary>A rate that was cut because the platform said "too many".</summary>
/// <param name="Share">The share of the full rate right after the cut, more than 0, less than 1.</param>
/// <param name="At">When it was cut; it has regained since.</param>
[GenerateSerializer, Immutable, Alias("integration.LearnedRate")]
internal sealed record LearnedRate([property: Id(0)] double Share, [property: Id(1)] DateTimeOffset At);
