using Integration.Accounts;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Resources;
using Integration.Sync;

namespace Integration.Shops;

/// <summary>Looks up the accounts that shops name.</summary>
internal sealed class ShopAccounts(
    ResourceTable<AccountSettings, AccountResource> accounts,
    ConnectorCatalogue connectors
)
{
    /// <summary>The account; null where there is none.</summary>
    /// <param name="id">Which.</param>
    /// <param name="before">The account that the shop has had; null for a new shop.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<ShopAccount?> Find(string? id, string? before, CancellationToken ct)
    {
        if (await PlatformOf(id, ct) is not { } platform)
        {
            return null;
        }

        List<SyncKind> kinds = [];
        if (connectors.TryFind<IOrderList>(platform, out _))
        {
            kinds.Add(SyncKind.Orders);
        }

        if (connectors.TryFind<IProductList>(platform, out _))
        {
            kinds.Add(SyncKind.Products);
        }

        return new ShopAccount(platform, [.. kinds])
        {
            PlatformBefore = before == id ? null : await PlatformOf(before, ct),
        };
    }

    private async Task<string?> PlatformOf(string? id, CancellationToken ct) =>
        id is null ? null : (await accounts.FindRow(id, ct))?.Settings.Platform;
}
