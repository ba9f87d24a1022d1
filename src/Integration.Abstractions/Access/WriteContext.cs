namespace Integration.Access;

/// <summary>Who asks for a change, and under which conditions; goes with every write into the audit.</summary>
/// <param name="Actor">The API key's eight public characters, or the name of the product's own part.</param>
/// <param name="TraceId">W3C trace id of the request, null outside a request.</param>
[GenerateSerializer, Immutable, Alias("integration.WriteContext")]
public sealed record WriteContext([property: Id(0)] string Actor, [property: Id(1)] string? TraceId)
{
    /// <summary>The version that <c>If-Match</c> names; null to change whatever is there.</summary>
    [Id(2)]
    public long? IfMatch { get; init; }

    /// <summary>The claim of an <c>Idempotency-Key</c>; null when the request carries none.</summary>
    [Id(3)]
    public IdempotencyClaim? Idempotency { get; init; }
}
