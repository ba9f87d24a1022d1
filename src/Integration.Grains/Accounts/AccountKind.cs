using Integration.Catalogue;
using Integration.Problems;
using Integration.Resources;
using Integration.Secrets;

namespace Integration.Accounts;

/// <summary>What is particular about accounts at platforms as a configured resource.</summary>
internal sealed class AccountKind(ConnectorCatalogue connectors)
    : ResourceKind<AccountSettings, AccountSecrets, AccountResource>(KindName)
{
    public const string KindName = "account";

    private readonly AccountRules _rules = new(connectors);

    public override AccountSecrets NoSecrets => throw new InvalidOperationException("A stored account has a secret.");

    public override Problem Taken(string id) =>
        new("already-exists", 409, $"An account '{id}' exists; change it with PATCH or choose another id.");

    public override Problem? Check(AccountSettings settings, AccountSecrets secrets) => _rules.Check(settings, secrets);

    public override AccountSecrets Secrets(AccountSettings settings, AccountSecrets? before, DateTimeOffset now)
    {
        var token = Kept(settings.AccessToken, before?.AccessToken);
        return new(
            Kept(settings.AppSecret, before?.AppSecret),
            token,
            Kept(settings.RefreshToken, before?.RefreshToken),
            token is null ? null
                : token == before?.AccessToken ? before.TokenSince
                : now
        );
    }

    public override bool HasNewSecret(AccountSettings settings, AccountSecrets? before, AccountSecrets after) =>
        before is null || after.AppSecret != before.AppSecret || !after.HasTokensOf(before);

    public override bool BringsAllSecrets(AccountSettings patched) =>
        patched.AppSecret != SecretVault.Masked
        && patched.AccessToken != SecretVault.Masked
        && patched.RefreshToken != SecretVault.Masked;

    public override AccountSettings Stored(AccountSettings settings, string id) => _rules.Stored(settings, id);

    // The end of one token says nothing about another one.
    public override AccountSettings AfterPatch(
        AccountSettings patched,
        AccountSettings before,
        AccountSecrets? secrets
    ) =>
        patched with
        {
            TokenExpiresAt = End(
                patched.TokenExpiresAt,
                before.TokenExpiresAt,
                IsOther(patched.AccessToken, secrets?.AccessToken)
            ),
            AuthorisationEndsAt = End(
                patched.AuthorisationEndsAt,
                before.AuthorisationEndsAt,
                IsOther(patched.RefreshToken, secrets?.RefreshToken)
            ),
        };

    private static bool IsOther(string? given, string? held) => given is not SecretVault.Masked && given != held;

    private static DateTimeOffset? End(DateTimeOffset? given, DateTimeOffset? before, bool isOfAnother) =>
        isOfAnother && given == before ? null : given;

    private static string? Kept(string? given, string? held) => given == SecretVault.Masked ? held : given;
}
