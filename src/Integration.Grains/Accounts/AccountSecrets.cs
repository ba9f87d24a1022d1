namespace Integration.Accounts;

/// <summary>What of an account is stored sealed. Its text form shows none of it.</summary>
/// <param name="AppSecret">What the app signs with; null only before the rules have refused it.</param>
/// <param name="AccessToken">The seller's authorisation; null where there is none.</param>
/// <param name="RefreshToken">What a new one is asked for with; null where there is none.</param>
/// <param name="TokenSince">Since when the access token is this one.</param>
internal sealed record AccountSecrets(
    string? AppSecret,
    string? AccessToken,
    string? RefreshToken,
    DateTimeOffset? TokenSince
)
{
    /// <summary>Whether both tokens are those of the other.</summary>
    public bool HasTokensOf(AccountSecrets other) =>
        AccessToken == other.AccessToken && RefreshToken == other.RefreshToken;

    public override string ToString() => "secrets of an account";
}
