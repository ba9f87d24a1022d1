using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Vendure;

/// <summary>
/// Vendure's error codes. They come in three places: <c>errors</c> with a status of 400, <c>errors</c> with 200, and with 200 an error
/// in place of the result, which is told only to those who ask for its code.
/// </summary>
internal static class VendureErrors
{
    /// <summary>What the codes mean.</summary>
    public static ErrorRule[] Rules { get; } =
    [
        // Vendure has no limit of its own; this is what its server framework says where one was added.
        .. All(FailureKind.Throttled, FailureReason.RateLimit, "TOO_MANY_REQUESTS", "THROTTLED"),
        .. All(FailureKind.Transient, FailureReason.Platform, "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"),
        // A session that has ended, and a right that is missing: a new session tells which.
        new("FORBIDDEN", FailureKind.Unauthorised, FailureReason.TokenExpired),
        .. All(
            FailureKind.Unauthorised,
            FailureReason.AuthorisationLost,
            "INVALID_CREDENTIALS_ERROR",
            "NATIVE_AUTH_STRATEGY_ERROR",
            "NOT_VERIFIED_ERROR",
            "UNAUTHORIZED"
        ),
        .. All(FailureKind.Permanent, FailureReason.NotAllowed, "CHANNEL_NOT_FOUND", "NO_ACTIVE_CHANNEL"),
        new("ENTITY_NOT_FOUND", FailureKind.Permanent, FailureReason.Gone),
        .. All(
            FailureKind.Permanent,
            FailureReason.InvalidRequest,
            "USER_INPUT_ERROR",
            "BAD_USER_INPUT",
            "BAD_REQUEST",
            "ILLEGAL_OPERATION",
            "GRAPHQL_*"
        ),
    ];

    /// <summary>The failure of an answer; null where it has the result and no error.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="result">The field of <c>data</c> with the result.</param>
    public static PlatformFailure? Of(PlatformReply reply, string result)
    {
        // Half an answer is none: with errors beside data, what is missing would look empty.
        if (reply.Root["errors"].Items() is [var error, ..])
        {
            return Judge(error["extensions"]["code"].Text, error["message"].Text, reply);
        }

        var told = reply.Root["data"][result];
        return told["errorCode"].Text is { } code ? Judge(code, told["message"].Text, reply)
            : told.Exists || reply.HttpStatus is < 200 or > 299 ? null
            : Failures.UnknownShape(reply, result);
    }

    private static PlatformFailure Judge(string? code, string? message, PlatformReply reply) =>
        ErrorTable.Judge(Rules, new(code ?? "none", null, message, null), reply);

    private static IEnumerable<ErrorRule> All(FailureKind kind, FailureReason reason, params string[] codes) =>
        codes.Select(code => new ErrorRule(code, kind, reason));
}
