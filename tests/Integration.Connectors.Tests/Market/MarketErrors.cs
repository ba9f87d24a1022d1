using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Market;

/// <summary>What Market's error codes mean.</summary>
internal static class MarketErrors
{
    private const int LongestWaitSeconds = 86_400;

    public static ErrorRule[] Rules { get; } =
    [
        new("too_many", FailureKind.Throttled, FailureReason.RateLimit),
        new("token_expired", FailureKind.Unauthorised, FailureReason.TokenExpired),
        new("refresh_refused", FailureKind.Unauthorised, FailureReason.AuthorisationLost),
        new("code_refused", FailureKind.Unauthorised, FailureReason.AuthorisationLost),
        new("bad_sign", FailureKind.Permanent, FailureReason.BadCredentials),
        new("no_permission", FailureKind.Permanent, FailureReason.NotAllowed),
        new("bad_argument", FailureKind.Permanent, FailureReason.InvalidRequest),
        new("banned_word", FailureKind.Permanent, FailureReason.InvalidRequest),
        new("gone", FailureKind.Permanent, FailureReason.Gone),
        new("locked", FailureKind.Transient, FailureReason.Platform),
        new("internal", FailureKind.Transient, FailureReason.Platform),
    ];

    /// <summary>The failure of a whole answer; null where it is a good one.</summary>
    public static PlatformFailure? Of(PlatformReply reply)
    {
        var root = reply.Root;
        if (root["error"].IsObject)
        {
            return Of(root["error"], reply);
        }

        // Without success the status speaks for itself.
        var isFine = reply.HttpStatus is < 200 or > 299 || (root["ok"].Flag == true && root["data"].IsObject);
        return isFine ? null : Failures.UnknownShape(reply, "data");
    }

    /// <summary>The failure that an error stands for, of an answer or of one item in it.</summary>
    public static PlatformFailure Of(LooseJson error, PlatformReply reply)
    {
        var told = new PlatformError(error["code"].Text ?? "none", null, error["message"].Text, error["request"].Text);
        var failure = ErrorTable.Judge(Rules, told, reply);
        return error["wait"].Whole is >= 0 and <= LongestWaitSeconds and var seconds
            ? failure with
            {
                RetryAfter = TimeSpan.FromSeconds(seconds),
            }
            : failure;
    }
}
