using Integration.Databases;
using Integration.Lists;
using Integration.Resources;

namespace Integration.Accounts;

/// <summary>The table of accounts at platforms. What is read for people has their health beside their configuration.</summary>
public sealed class AccountTable(HubDatabase database)
    : ResourceTable<AccountSettings, AccountResource>(database, "platform_accounts")
{
    private readonly AccountHealthTable _health = new(database);

    /// <summary>The configuration alone: what the audit keeps.</summary>
    public override AccountResource Show(ResourceRow<AccountSettings> row) =>
        new()
        {
            Id = row.Id,
            Platform = row.Settings.Platform!,
            AppKind = row.Settings.AppKind!,
            AppKey = row.Settings.AppKey!,
            // Stored settings have a mask in the place of each secret that there is.
            AppSecretSet = row.Settings.AppSecret is not null,
            AccessTokenSet = row.Settings.AccessToken is not null,
            RefreshTokenSet = row.Settings.RefreshToken is not null,
            SecretChangedAt = row.SecretChangedAt,
            TokenExpiresAt = row.Settings.TokenExpiresAt,
            AuthorisationEndsAt = row.Settings.AuthorisationEndsAt,
            Enabled = row.Settings.Enabled,
            Limits = row.Settings.Limits,
            Note = row.Settings.Note,
            Version = row.Version,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };

    /// <inheritdoc />
    public override async Task<AccountResource?> Find(string id, CancellationToken ct) =>
        await base.Find(id, ct) is { } found
            ? found with
            {
                Health = await _health.Find(id, ct) ?? new AccountHealth(),
            }
            : null;

    /// <inheritdoc />
    public override async Task<Page<AccountResource>> List(PageRequest page, CancellationToken ct)
    {
        var found = await base.List(page, ct);
        var health = await _health.Read([.. found.Data.Select(static one => one.Id)], ct);
        return found with
        {
            Data =
            [
                .. found.Data.Select(one =>
                    one with
                    {
                        Health = health.GetValueOrDefault(one.Id) ?? new AccountHealth(),
                    }
                ),
            ],
        };
    }
}
