using System.Net;

namespace Integration.Notices;

/// <summary>An answer over HTTP, or why there is none.</summary>
/// <param name="Status">The status; null where no answer came.</param>
/// <param name="Body">What was read of the body.</param>
/// <param name="IsWhole">The body ended within the limit.</param>
/// <param name="RetryAfter">What the answer says about waiting; null for nothing.</param>
/// <param name="Failure">Why no answer came, or one that says by its status that the message was not taken.</param>
internal sealed record NoticeHttpAnswer(
    HttpStatusCode? Status,
    byte[] Body,
    bool IsWhole,
    TimeSpan? RetryAfter,
    NoticeResult? Failure
);
