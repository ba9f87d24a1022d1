using System.Globalization;
using Integration.Platforms;

namespace Integration.Calls;

/// <summary>What a status alone means, where the body says nothing better.</summary>
internal static class HttpFailures
{
    /// <summary>The failure of a status; null for 2xx.</summary>
    public static PlatformFailure? Of(int status, TimeSpan? retryAfter)
    {
        (FailureKind Kind, FailureReason Reason)? meaning = status switch
        {
            >= 200 and <= 299 => null,
            401 => (FailureKind.Unauthorised, FailureReason.TokenExpired),
            403 => (FailureKind.Permanent, FailureReason.NotAllowed),
            408 => (FailureKind.Transient, FailureReason.Timeout),
            429 => (FailureKind.Throttled, FailureReason.RateLimit),
            >= 500 => (FailureKind.Transient, FailureReason.Platform),
            >= 400 => (FailureKind.Permanent, FailureReason.InvalidRequest),
            _ => (FailureKind.Permanent, FailureReason.InvalidAnswer),
        };
        return meaning is not { } found
            ? null
            : new(
                found.Kind,
                found.Reason,
                string.Create(CultureInfo.InvariantCulture, $"The platform answered with the status {status}.")
            )
            {
                HttpStatus = status,
                RetryAfter = retryAfter,
            };
    }
}
