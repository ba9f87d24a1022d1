namespace Integration.Problems;

/// <summary>
/// An expected failure as a value. The gateway turns it into <c>application/problem+json</c> (RFC 9457) with
/// <c>type</c> <c>/problems/{Slug}</c>.
/// </summary>
/// <param name="Slug">Stable name of the kind of problem, documented at <c>/problems/{Slug}</c>.</param>
/// <param name="Status">HTTP status code, 400–599.</param>
/// <param name="Detail">What was wrong and how to mend it; never holds a secret.</param>
[GenerateSerializer, Immutable, Alias("integration.Problem")]
public sealed record Problem(
    [property: Id(0)] string Slug,
    [property: Id(1)] int Status,
    [property: Id(2)] string Detail
)
{
    /// <summary>Faults by field, all of them at once; null where the problem is not about fields.</summary>
    [Id(3)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>When to try again; sent as <c>Retry-After</c> with 429 and 503.</summary>
    [Id(4)]
    public TimeSpan? RetryAfter { get; init; }
}
