using Integration.Platforms;

namespace Integration.Collections;

/// <summary>What came of following a link.</summary>
/// <param name="Position">The item.</param>
/// <param name="ProductId">The product that it leads to; null where it leads to none.</param>
/// <param name="Failure">Why it leads to none; null where it does.</param>
/// <param name="RetryAt">When to follow it again; null where the failure is final.</param>
public sealed record LinkOutcome(int Position, string? ProductId, PlatformFailure? Failure, DateTimeOffset? RetryAt);
