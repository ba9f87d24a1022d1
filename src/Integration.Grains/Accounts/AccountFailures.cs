using Integration.Platforms;
using Integration.Time;

namespace Integration.Accounts;

/// <summary>Why an account gives no credentials, before any call.</summary>
internal static class AccountFailures
{
    public static PlatformFailure DatabaseAway { get; } =
        new(FailureKind.Transient, FailureReason.Network, "The account cannot be read: the database cannot be had.");

    public static PlatformFailure NoAnswer { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Network,
            "The account's silo did not answer; a renewal of the token may be under way there."
        );

    public static PlatformFailure StillRenewing { get; } =
        new(
            FailureKind.Transient,
            FailureReason.Timeout,
            "The renewal of the access token takes longer than this call may wait; it goes on."
        );

    public static PlatformFailure NoRefreshToken { get; } =
        new(
            FailureKind.Unauthorised,
            FailureReason.AuthorisationLost,
            "The account has no refresh token: authorise it again at the platform."
        );

    public static PlatformFailure Changed { get; } =
        new(FailureKind.Transient, FailureReason.Platform, "The account was changed at this moment; ask again.");

    /// <summary>Somebody else has the lease of the exchange.</summary>
    /// <param name="left">How long at the most.</param>
    public static PlatformFailure RenewedElsewhere(TimeSpan left) =>
        new(
            FailureKind.Transient,
            FailureReason.Platform,
            "Another process exchanges the account's tokens, or was killed at it: the next attempt can be made in "
                + $"{left.TotalSeconds:0.#} s at the latest."
        )
        {
            RetryAfter = left,
        };

    public static PlatformFailure TooSlow(TimeSpan limit) =>
        new(
            FailureKind.Transient,
            FailureReason.Timeout,
            $"The platform did not answer within {limit.TotalSeconds:0.#} s."
        );

    public static PlatformFailure Unknown(string id) =>
        new(FailureKind.Permanent, FailureReason.InvalidRequest, $"There is no platform account '{id}'.");

    public static PlatformFailure Disabled(string id) =>
        new(FailureKind.Permanent, FailureReason.InvalidRequest, $"The platform account '{id}' is disabled.");

    public static PlatformFailure Unreadable(string id) =>
        new(
            FailureKind.Permanent,
            FailureReason.BadCredentials,
            $"The stored secrets of the platform account '{id}' do not open with the key file of this hub."
        );

    public static PlatformFailure NoRefresh(string platform) =>
        new(
            FailureKind.Permanent,
            FailureReason.AuthorisationLost,
            $"The connector of '{platform}' renews no tokens: give the account a new one."
        );

    public static PlatformFailure NotKept(string why) =>
        new(
            FailureKind.Permanent,
            FailureReason.AuthorisationLost,
            $"The platform granted new tokens, but they could not be stored and are lost: {why} Authorise the account again."
        );

    /// <summary>A refused exchange after one that was cut short.</summary>
    public static PlatformFailure CutShort(PlatformFailure refused, DateTimeOffset at) =>
        refused with
        {
            Detail =
                $"{refused.Detail} A renewal or an authorisation begun at {Rfc3339.Format(at)} was cut short: the platform may have replaced "
                + "the tokens, or spent the code, then. Authorise the account again.",
        };
}
