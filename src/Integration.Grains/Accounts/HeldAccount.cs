using Integration.Platforms;
using Integration.Resources;

namespace Integration.Accounts;

/// <summary>An account with its secrets, as one version of its row has it. Never leaves the process.</summary>
internal sealed record HeldAccount(ResourceRow<AccountSettings> Row, AccountSecrets Secrets)
{
    public string Id => Row.Id;

    public long Version => Row.Version;

    public string Platform => Row.Settings.Platform!;

    /// <summary>What calls are signed and authorised with.</summary>
    public AccountCredentials Credentials { get; } =
        new(Row.Id, Row.Settings.AppKey!, Secrets.AppSecret!)
        {
            AppKind = Row.Settings.AppKind,
            AccessToken = Secrets.AccessToken,
            RefreshToken = Secrets.RefreshToken,
            CallsPerSecond = Row.Settings.Limits?.CallsPerSecond,
            MaxConcurrentCalls = Row.Settings.Limits?.Concurrency,
            ChangedAt = Row.UpdatedAt,
        };

    /// <summary>What of the access token may travel to another process.</summary>
    public byte[] TokenPrint => Accounts.TokenPrint.Of(Credentials);
}
