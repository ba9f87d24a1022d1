namespace Integration.Platforms;

/// <summary>The first tokens of an account: what a person's authorisation at the platform brings back (OAuth 2.0, authorization code).</summary>
public interface ITokenExchange : IConnector
{
    /// <summary>
    /// Exchanges a code for tokens, once: platforms take it a single time, and within minutes. On some the tokens of an earlier
    /// authorisation die at once: only one may do this at a time for an account.
    /// </summary>
    /// <param name="account">With its app's key and secret; its tokens are not used.</param>
    /// <param name="code">What the platform sent back with the person.</param>
    /// <param name="ct">Ends the call under way; whether the code is spent is then unknown.</param>
    /// <returns>
    /// A failure of the kind <see cref="FailureKind.Unauthorised"/> where the platform does not take the code; one that was not sent has
    /// no <see cref="PlatformFailure.HttpStatus"/>.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<TokenGrant>> ExchangeCode(
        AccountCredentials account,
        AuthorisationCode code,
        CancellationToken ct
    );

    /// <summary>The page on which a person authorises the account's app; calls nobody.</summary>
    /// <param name="account">With its app's key and kind.</param>
    /// <param name="redirectUri">Where the platform sends the person, with the code, as it is registered there.</param>
    /// <param name="state">What comes back beside the code as it is; null for nothing.</param>
    /// <returns>Null where the platform's documents name no page for this kind of app.</returns>
    Uri? AuthorisationPage(AccountCredentials account, Uri redirectUri, string? state);
}
