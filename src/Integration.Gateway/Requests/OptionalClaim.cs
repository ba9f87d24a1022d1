using Integration.Access;

namespace Integration.Requests;

/// <summary>The claim of a request that may carry an Idempotency-Key.</summary>
internal sealed record OptionalClaim(IdempotencyClaim? Claim);
