namespace Integration.Delivery;

/// <summary>What one attempt came to; an expected failure is a value, not an exception.</summary>
/// <param name="Error">Null when the subscriber answered 2xx.</param>
/// <param name="HttpStatus">The answer's status code, null where none came.</param>
/// <param name="Message">An operator's sentence about the failure; null when delivered.</param>
/// <param name="RetryAfter">What the answer's <c>Retry-After</c> asks for with 429 and 503, both of its forms; not yet bounded.</param>
/// <param name="Duration">From the start of dialling to the end of the answer, or to the failure.</param>
/// <param name="ResponseStart">The start of the answer's body, at most 16 KiB; empty where there is none.</param>
public sealed record AttemptResult(
    AttemptErrorKind? Error,
    int? HttpStatus,
    string? Message,
    TimeSpan? RetryAfter,
    TimeSpan Duration,
    byte[] ResponseStart
)
{
    /// <summary>An attempt that a fault of ours ended; the schedule goes on as after any other failure.</summary>
    public static AttemptResult Broken { get; } =
        new(AttemptErrorKind.Protocol, null, "The request could not be made.", null, TimeSpan.Zero, []);

    /// <summary>Whether the subscriber has it.</summary>
    public bool Delivered => Error is null;
}
