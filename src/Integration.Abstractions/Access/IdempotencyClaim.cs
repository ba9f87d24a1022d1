namespace Integration.Access;

/// <summary>
/// An <c>Idempotency-Key</c> with what it is bound to. The same key with the same body gives the stored answer,
/// with another body a conflict. Kept for 24 h.
/// </summary>
/// <param name="ApiKey">Public characters of the API key.</param>
/// <param name="Route">Method and route, such as <c>POST /api/v1/subscribers</c>.</param>
/// <param name="Key">The header's value, 1–255 characters.</param>
/// <param name="BodyHash">SHA-256 of the request body.</param>
[GenerateSerializer, Immutable, Alias("integration.IdempotencyClaim")]
public sealed record IdempotencyClaim(
    [property: Id(0)] string ApiKey,
    [property: Id(1)] string Route,
    [property: Id(2)] string Key,
    [property: Id(3)] byte[] BodyHash
);
