using Integration.Platforms;

namespace Integration.Calls;

/// <summary>Failures that connectors tell, in one wording.</summary>
internal static class Failures
{
    /// <summary>Characters of a platform's message that are shown.</summary>
    public const int MaxMessage = 300;

    private const int MaxCode = 200;

    /// <summary>A request that must not be made as it is.</summary>
    public static PlatformFailure InvalidRequest(string detail) =>
        new(FailureKind.Permanent, FailureReason.InvalidRequest, detail);

    /// <summary>Something that the connector does not do.</summary>
    public static PlatformFailure Unsupported(string detail) =>
        new(FailureKind.Permanent, FailureReason.Unsupported, detail);

    /// <summary>A product that the platform does not give.</summary>
    public static PlatformFailure Gone(string id, string? why = null) =>
        new(
            FailureKind.Permanent,
            FailureReason.Gone,
            $"The platform gives no product {id}: {why ?? "it does not exist, is off sale, or is not offered to this app"}."
        );

    /// <summary>An account without the token that a call needs.</summary>
    public static PlatformFailure NoToken() =>
        new(
            FailureKind.Unauthorised,
            FailureReason.AuthorisationLost,
            "The account has no access token: authorise it at the platform."
        );

    /// <summary>An account without a refresh token.</summary>
    public static PlatformFailure NoRefreshToken() =>
        new(
            FailureKind.Unauthorised,
            FailureReason.AuthorisationLost,
            "The account has no refresh token: authorise it again at the platform."
        );

    /// <summary>A code without the address that some platforms want to see again with it.</summary>
    public static PlatformFailure NoRedirectUri() =>
        InvalidRequest("The platform wants the redirect_uri with which its page was opened; give the same one again.");

    /// <summary>JSON that is neither a result nor an error of the interface.</summary>
    public static PlatformFailure UnknownShape(PlatformReply reply, string expected) =>
        new(
            FailureKind.Transient,
            FailureReason.InvalidAnswer,
            $"The answer has neither {expected} nor an error in a known form."
        )
        {
            HttpStatus = reply.HttpStatus,
        };

    /// <summary>
    /// A text in one line, shortened. For a platform's text <see cref="PlatformReply.Shown"/>, which masks it first.
    /// </summary>
    public static string Short(string? text, int limit = MaxMessage)
    {
        var line = string.Concat((text ?? "").Take(limit + 1).Select(static c => char.IsControl(c) ? ' ' : c)).Trim();
        if (line.Length <= limit)
        {
            return line;
        }

        // Half a surrogate pair is no text.
        return line[..(char.IsHighSurrogate(line[limit - 1]) ? limit - 1 : limit)] + "…";
    }

    /// <summary>A platform's code and sub code made fit to be kept.</summary>
    public static string CodeText(PlatformReply reply, string code, string? subCode) =>
        reply.Shown(subCode is null ? code : $"{code}/{subCode}", MaxCode - 1);
}
