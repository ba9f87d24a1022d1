namespace Integration.Intake;

/// <summary>A nonce of a signed request, kept so that a replay is seen.</summary>
/// <param name="Value">The nonce as sent, to 255 characters.</param>
/// <param name="BodyHash">SHA-256 of the body: the same nonce with the same body is a duplicate, else a conflict.</param>
/// <param name="ExpiresAt">When it may be forgotten: 2 × the scheme's tolerance after its arrival.</param>
[GenerateSerializer, Immutable, Alias("integration.ReplayNonce")]
public sealed record ReplayNonce(
    [property: Id(0)] string Value,
    [property: Id(1)] byte[] BodyHash,
    [property: Id(2)] DateTimeOffset ExpiresAt
);
