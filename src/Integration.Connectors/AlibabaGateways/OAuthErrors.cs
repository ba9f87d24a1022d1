using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.AlibabaGateways;

/// <summary>Errors in OAuth's own form, <c>{"error","error_description"}</c> (RFC 6749, 5.2).</summary>
internal static class OAuthErrors
{
    private const int TooMany = 429;

    // A code of none of the others is like invalid_grant: the platforms' own names for a token that is not accepted any more are
    // not known.
    private static readonly ErrorRule[] Rules =
    [
        new("temporarily_unavailable", FailureKind.Transient, FailureReason.Platform),
        new("server_error", FailureKind.Transient, FailureReason.Platform),
        new("invalid_client", FailureKind.Permanent, FailureReason.BadCredentials),
        new("unauthorized_client", FailureKind.Permanent, FailureReason.BadCredentials),
        new("invalid_request", FailureKind.Permanent, FailureReason.InvalidRequest),
        new("unsupported_grant_type", FailureKind.Permanent, FailureReason.InvalidRequest),
        new("*", FailureKind.Unauthorised, FailureReason.AuthorisationLost),
    ];

    /// <summary>
    /// The failure of an answer; null where it has no <c>error</c>. A status that says "too many" or blames the platform goes before
    /// the code: nobody has to authorise again because of it.
    /// </summary>
    public static PlatformFailure? Of(PlatformReply reply)
    {
        if (reply.Root["error"].Text is not { } code)
        {
            return null;
        }

        var error = new PlatformError(code, null, reply.Root["error_description"].Text ?? code, null);
        return ErrorTable.Judge(reply.HttpStatus is TooMany or >= 500 ? [] : Rules, error, reply);
    }
}
