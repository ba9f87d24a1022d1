using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Temu;

/// <summary>Temu's error codes, from its documentation.</summary>
internal static class TemuErrors
{
    /// <summary>What the codes mean.</summary>
    public static ErrorRule[] Rules { get; } =
    [
        new("4000004", FailureKind.Throttled, FailureReason.RateLimit),
        .. All(FailureKind.Transient, FailureReason.Platform, "2000000", "4000000", "7000000", "150010005"),
        // There is no refresh: a token that has ended or was replaced needs the seller again.
        .. All(FailureKind.Unauthorised, FailureReason.AuthorisationLost, "3000034", "5000000"),
        // Of the call that exchanges a code: a fault of the platform, a code that it does not take, one that came to nothing.
        new("110020001", FailureKind.Transient, FailureReason.Platform),
        .. All(FailureKind.Unauthorised, FailureReason.AuthorisationLost, "110020002", "110020003"),
        .. All(FailureKind.Permanent, FailureReason.AuthorisationLost, "3000030", "3000031", "3000033"),
        new("3000032", FailureKind.Permanent, FailureReason.NotAllowed),
        // The signature, and a timestamp more than 300 s off, which a wrong clock of ours makes.
        .. All(FailureKind.Permanent, FailureReason.BadCredentials, "3000001", "3000011", "3000012"),
        new("140020002", FailureKind.Permanent, FailureReason.Gone),
        .. All(FailureKind.Permanent, FailureReason.NotAllowed, "140020001", "140020003", "5000003", "3000*"),
    ];

    /// <summary>The failure of an answer; null where it says <c>success</c> and has a result.</summary>
    public static PlatformFailure? Of(PlatformReply reply) =>
        OfEnvelope(reply)
        ?? (
            reply.Root["success"].Flag == true && !reply.Root["result"].Exists
                ? Failures.UnknownShape(reply, "a result")
                : null
        );

    /// <summary>
    /// The failure of an answer of which no result is known; null where it says <c>success</c>, which alone decides: the status is 200
    /// on failure too.
    /// </summary>
    public static PlatformFailure? OfEnvelope(PlatformReply reply)
    {
        var root = reply.Root;
        var code = root["errorCode"].Text;
        if (root["success"].Flag is not { } succeeded)
        {
            return reply.HttpStatus is < 200 or > 299 ? null : Failures.UnknownShape(reply, "its word of success");
        }

        return succeeded
            ? null
            : ErrorTable.Judge(Rules, new(code ?? "none", null, root["errorMsg"].Text, root["requestId"].Text), reply);
    }

    private static IEnumerable<ErrorRule> All(FailureKind kind, FailureReason reason, params string[] codes) =>
        codes.Select(code => new ErrorRule(code, kind, reason));
}
