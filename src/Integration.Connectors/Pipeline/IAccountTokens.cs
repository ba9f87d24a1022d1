using Integration.Platforms;

namespace Integration.Pipeline;

/// <summary>Renews an account's access token: one at a time in the whole cluster.</summary>
public interface IAccountTokens
{
    /// <summary>
    /// Credentials with another token than the one that was refused: what somebody else has got meanwhile, else from the platform.
    /// </summary>
    /// <param name="used">The credentials that the platform refused.</param>
    /// <param name="ct">Ends the wait; an exchange under way goes on.</param>
    /// <returns>A failure where the platform gives no token: <see cref="FailureReason.AuthorisationLost"/> needs a person.</returns>
    Task<PlatformResult<AccountCredentials>> Renew(AccountCredentials used, CancellationToken ct);
}
