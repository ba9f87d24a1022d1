namespace Integration.Rates;

/// <summary>A call of a platform that has to wait while the others go on.</summary>
/// <param name="Call">The platform's name of the call.</param>
/// <param name="Until">Until when, UTC.</param>
[GenerateSerializer, Immutable, Alias("integration.PausedCall")]
public sealed record PausedCall([property: Id(0)] string Call, [property: Id(1)] DateTimeOffset Until);
