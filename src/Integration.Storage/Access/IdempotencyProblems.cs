using Integration.Problems;

namespace Integration.Access;

/// <summary>The problem of an <c>Idempotency-Key</c> that came with another body.</summary>
public static class IdempotencyProblems
{
    /// <summary>409.</summary>
    public static Problem Reused { get; } =
        new(
            "idempotency-key-reused",
            409,
            "This Idempotency-Key was used with another body within the last 24 hours; make a new one for each request."
        );
}
