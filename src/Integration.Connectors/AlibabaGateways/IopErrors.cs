using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.AlibabaGateways;

/// <summary>
/// Errors of the international gateway in all the forms that were seen: bare, and in TOP's form at the root or nested.
/// </summary>
internal static class IopErrors
{
    private const string NoError = "0";

    /// <summary>What the codes mean; TOP's come after them.</summary>
    public static ErrorRule[] Rules { get; } =
    [
        new("IncompleteSignature", FailureKind.Permanent, FailureReason.BadCredentials),
        new("IllegalAccessToken", FailureKind.Unauthorised, FailureReason.TokenExpired),
        new("InvalidAccessToken", FailureKind.Unauthorised, FailureReason.TokenExpired),
        new("IllegalRefreshToken", FailureKind.Unauthorised, FailureReason.AuthorisationLost),
        new("InvalidCode", FailureKind.Unauthorised, FailureReason.AuthorisationLost),
        new("AppWhiteIpLimit", FailureKind.Permanent, FailureReason.BadCredentials),
        new("InvalidApiPath", FailureKind.Permanent, FailureReason.InvalidRequest),
        new("ApiCallLimit*", FailureKind.Throttled, FailureReason.RateLimit),
        new("AppCallLimit*", FailureKind.Throttled, FailureReason.RateLimit),
        // The type stands in place of a sub code: whose fault the gateway says it is.
        new("*", "ISP", FailureKind.Transient, FailureReason.Platform),
        new("*", "SYSTEM", FailureKind.Transient, FailureReason.Platform),
        .. TopErrors.Rules,
    ];

    /// <summary>The failure of an answer; null where it is a good one.</summary>
    public static PlatformFailure? Of(PlatformReply reply, IEnumerable<ErrorRule> rules)
    {
        var root = reply.Root;
        var nested = root.Fields().FirstOrDefault(static field => IsResponse(field.Name)).Value;
        return TopErrors.Of(root.First("error_response"), reply, rules)
            ?? TopErrors.Of(nested.First("error_response"), reply, rules)
            ?? Bare(root, reply, rules)
            ?? Bare(nested, reply, rules);
    }

    /// <summary>Whether a field is the key that replies are wrapped in.</summary>
    public static bool IsResponse(string name) => name.EndsWith("_response", StringComparison.Ordinal);

    private static PlatformFailure? Bare(LooseJson error, PlatformReply reply, IEnumerable<ErrorRule> rules)
    {
        if (error["code"].Text is not { } code || code == NoError)
        {
            return null;
        }

        var message = error["message"].Text ?? error["msg"].Text;
        var type = error["sub_code"].Text ?? error["type"].Text;
        var failure = ErrorTable.Judge(rules, new(code, type, message, error["request_id"].Text), reply);
        return failure.Kind == FailureKind.Throttled
            ? failure with
            {
                RetryAfter = failure.RetryAfter ?? TopErrors.BanOf(message),
            }
            : failure;
    }
}
