using System.Globalization;
using System.Text.RegularExpressions;
using Integration.Calls;
using Integration.Catalogue;
using Integration.Platforms;

namespace Integration.AlibabaGateways;

/// <summary>
/// Errors of the Taobao open platform: <c>error_response</c> with HTTP 200, codes by the official FAQ and the clients that use them.
/// </summary>
internal static partial class TopErrors
{
    private const string DailyQuota = "accesscontrol.limited-by-app";
    private const string BanOfInterface = "accesscontrol.limited-by-api-access-count";
    private const string QuotaOfInterface = "accesscontrol.limited-by-app-api-access-count";

    private const int LongestBanSeconds = 86_400;
    private static readonly TimeSpan ShortBan = TimeSpan.FromMinutes(1);

    /// <summary>What the codes mean; <c>isp.*</c> is the platform's fault, <c>isv.*</c> the caller's.</summary>
    public static ErrorRule[] Rules { get; } =
    [
        new("*", "accesscontrol.*", FailureKind.Throttled, FailureReason.RateLimit),
        new("7", FailureKind.Throttled, FailureReason.RateLimit),
        new("11", FailureKind.Permanent, FailureReason.NotAllowed),
        // 24 and 25, a signature missing or wrong, are of the general list of the protocol.
        new("24", FailureKind.Permanent, FailureReason.BadCredentials),
        new("25", FailureKind.Permanent, FailureReason.BadCredentials),
        new("26", FailureKind.Permanent, FailureReason.InvalidRequest),
        new("27", "sessionkey-not-generated-by-server", FailureKind.Unauthorised, FailureReason.AuthorisationLost),
        new("27", FailureKind.Unauthorised, FailureReason.TokenExpired),
        new("29", FailureKind.Permanent, FailureReason.BadCredentials),
        new("*", "isp.*", FailureKind.Transient, FailureReason.Platform),
        new("*", "isv.permission-*", FailureKind.Permanent, FailureReason.NotAllowed),
        new("*", "isv.*", FailureKind.Permanent, FailureReason.InvalidRequest),
        new("15", FailureKind.Transient, FailureReason.Platform),
        new("50", FailureKind.Transient, FailureReason.Platform),
        new("530", FailureKind.Transient, FailureReason.Platform),
    ];

    /// <summary>The failure of an <c>error_response</c>; null where there is none.</summary>
    /// <param name="error">The value of <c>error_response</c>.</param>
    /// <param name="reply">Where it stands.</param>
    /// <param name="rules">The platform's whole table, of which <see cref="Rules"/> are a part.</param>
    public static PlatformFailure? Of(LooseJson error, PlatformReply reply, IEnumerable<ErrorRule> rules)
    {
        if (!error.Exists)
        {
            return null;
        }

        var message = error["sub_msg"].Text ?? error["msg"].Text;
        var subCode = error["sub_code"].Text;
        var failure = ErrorTable.Judge(
            rules,
            new(error["code"].Text ?? "none", subCode, message, error["request_id"].Text),
            reply
        );
        if (failure.Kind != FailureKind.Throttled)
        {
            return failure;
        }

        var wait = failure.RetryAfter ?? BanOf(message) ?? QuotaOf(subCode, reply.ReceivedAt);
        return failure with { RetryAfter = wait, IsOfCallAlone = IsOfCallAlone(subCode, wait) };
    }

    /// <summary>
    /// How long a ban lasts by its text, "This ban will last for N more seconds", the only place where the platform tells it: one second
    /// more. Null where the text does not say.
    /// </summary>
    public static TimeSpan? BanOf(string? message) =>
        message is not null
        && Ban().Match(message) is { Success: true } match
        && int.TryParse(match.Groups["seconds"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < LongestBanSeconds
            ? TimeSpan.FromSeconds(seconds + 1)
            : null;

    // A short ban tells that calls come too fast, and is one of all of them.
    private static bool IsOfCallAlone(string? subCode, TimeSpan? wait) =>
        string.Equals(subCode, QuotaOfInterface, StringComparison.OrdinalIgnoreCase)
        || (wait > ShortBan && string.Equals(subCode, BanOfInterface, StringComparison.OrdinalIgnoreCase));

    // The quota of an app is a day's, GMT+8.
    private static TimeSpan? QuotaOf(string? subCode, DateTimeOffset now) =>
        subCode?.StartsWith(DailyQuota, StringComparison.OrdinalIgnoreCase) == true
            ? AlibabaTime.UntilMidnight(now)
            : null;

    [GeneratedRegex(
        "last\\s+(for\\s+)?(?<seconds>[0-9]{1,6})\\s+(more\\s+)?second",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Ban();
}
