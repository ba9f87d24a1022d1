using Integration.Calls;
using Integration.Platforms;

namespace Integration.AlibabaGateways;

/// <summary>Reads the answer to a token request; the gateways differ only in which times they give.</summary>
internal static class TokenAnswer
{
    private const long LongestSeconds = 10L * 366 * 86_400;

    /// <summary>The grant in an answer.</summary>
    /// <param name="reply">A good answer.</param>
    /// <param name="oldRefreshToken">
    /// Kept where the answer has none: some refreshes do not send it again. Null where there was none before.
    /// </param>
    public static PlatformResult<TokenGrant> Read(PlatformReply reply, string? oldRefreshToken)
    {
        var root = reply.Root;
        if (root["access_token"].Text is not { } token)
        {
            return Failures.UnknownShape(reply, "an access token");
        }

        // A refresh time of 0 is how TOP says that this token ends with its own time, whatever refresh token stands beside it.
        var refreshSeconds = root.First("refresh_expires_in", "re_expires_in").Whole;
        return new TokenGrant(token, refreshSeconds == 0 ? null : root["refresh_token"].Text ?? oldRefreshToken)
        {
            ExpiresAt =
                AlibabaTime.FromMilliseconds(root["expire_time"].Whole)
                ?? Later(reply.ReceivedAt, root["expires_in"].Whole),
            RefreshExpiresAt =
                refreshSeconds == 0
                    ? null
                    : AlibabaTime.FromMilliseconds(root["refresh_token_valid_time"].Whole)
                        ?? Later(reply.ReceivedAt, refreshSeconds),
        };
    }

    private static DateTimeOffset? Later(DateTimeOffset now, long? seconds) =>
        seconds is > 0 and < LongestSeconds ? now.AddSeconds(seconds.Value) : null;
}
