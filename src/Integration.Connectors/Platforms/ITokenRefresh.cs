namespace Integration.Platforms;

/// <summary>A new access token for one that expires.</summary>
public interface ITokenRefresh : IConnector
{
    /// <summary>
    /// Asks for a new token once. On some platforms the old one dies at once: only one may do this at a time for an account.
    /// </summary>
    /// <param name="account">With its refresh token.</param>
    /// <param name="ct">Ends the call under way; whether the platform has already changed the token is then unknown.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<TokenGrant>> RefreshToken(AccountCredentials account, CancellationToken ct);
}
