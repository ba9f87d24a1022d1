using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.Pinduoduo;

/// <summary>Pinduoduo's error codes, from the official table.</summary>
internal static class PinduoduoErrors
{
    private const string BusinessError = "50001";

    /// <summary>What the codes mean.</summary>
    public static ErrorRule[] Rules { get; } =
    [
        .. All(FailureKind.Throttled, FailureReason.RateLimit, "70031", "52101"),
        .. All(
            FailureKind.Transient,
            FailureReason.Platform,
            "50000",
            "50002",
            "52001",
            "52002",
            "52102",
            "52103",
            "70033"
        ),
        new(BusinessError, "isv.*-service-error", FailureKind.Transient, FailureReason.Platform),
        new(BusinessError, "isv.invalid-parameter", FailureKind.Permanent, FailureReason.InvalidRequest),
        new(BusinessError, "isv.parameters-mismatch", FailureKind.Permanent, FailureReason.InvalidRequest),
        new(BusinessError, FailureKind.Permanent, FailureReason.Platform),
        .. All(FailureKind.Unauthorised, FailureReason.TokenExpired, "10019", "10035"),
        .. All(FailureKind.Unauthorised, FailureReason.AuthorisationLost, "10014", "20032"),
        .. All(FailureKind.Permanent, FailureReason.BadCredentials, "20004", "20005"),
        .. All(FailureKind.Permanent, FailureReason.NotAllowed, "20031", "30000", "70036", "70032", "70034", "70035"),
        .. All(
            FailureKind.Permanent,
            FailureReason.InvalidRequest,
            "10000",
            "10001",
            "10002",
            "10010",
            "10011",
            "10016",
            "10017",
            "10018",
            "20007",
            "20034",
            "20035",
            "21001",
            "21002",
            "50012",
            "52004"
        ),
    ];

    /// <summary>The failure of an answer; null where it has no <c>error_response</c>.</summary>
    public static PlatformFailure? Of(PlatformReply reply)
    {
        var error = reply.Root["error_response"];
        if (!error.Exists)
        {
            return null;
        }

        return ErrorTable.Judge(
            Rules,
            new(
                error["error_code"].Text ?? "none",
                error["sub_code"].Text,
                error["sub_msg"].Text ?? error["error_msg"].Text,
                error["request_id"].Text
            ),
            reply
        );
    }

    private static IEnumerable<ErrorRule> All(FailureKind kind, FailureReason reason, params string[] codes) =>
        codes.Select(code => new ErrorRule(code, kind, reason));
}
