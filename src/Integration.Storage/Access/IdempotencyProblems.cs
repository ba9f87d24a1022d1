using Integration.Problems;

namespace Integration.Access;

/// <summary>The problems of an <c>Idempotency-Key</c> that was seen before.</summary>
public static class IdempotencyProblems
{
    /// <summary>409, for one that came with another body.</summary>
    public static Problem Reused { get; } =
        new(
            "idempotency-key-reused",
            409,
            "This Idempotency-Key was used with another body within the last 24 hours; make a new one for each request."
        );

    /// <summary>409, for work that is not made again by its repeat.</summary>
    public static Problem Underway { get; } =
        new(
            "request-underway",
            409,
            "A request with this Idempotency-Key has begun and has no answer yet: it still runs, or a crash cut it short."
        );
}
