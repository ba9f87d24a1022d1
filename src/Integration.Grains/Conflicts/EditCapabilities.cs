using Integration.Accounts;
using Integration.Catalogue;
using Integration.Platforms;
using Integration.Resources;
using Integration.Shops;

namespace Integration.Conflicts;

/// <summary>Says which fields of a shop's products its platform takes from here.</summary>
internal sealed class EditCapabilities(
    ShopTable shops,
    ResourceTable<AccountSettings, AccountResource> accounts,
    ConnectorCatalogue catalogue
)
{
    /// <summary>The fields of a shop; null where there is no such shop, or its account is gone.</summary>
    public async Task<WritableFields?> Of(string shop, CancellationToken ct) =>
        await shops.FindRow(shop, ct) is { Settings.Account: { } id }
        && await accounts.FindRow(id, ct) is { Settings: { Platform: { } platform } settings }
            ? Of(platform, settings.AppKind)
            : null;

    /// <summary>
    /// The fields of a kind of app. None where the platform tells no product by its id: what is not looked at first would be written
    /// over whatever stands there.
    /// </summary>
    public WritableFields Of(string platform, string? appKind)
    {
        if (
            !catalogue.TryFind<IProductDetails>(platform, out var connector)
            || connector.Declaration.KindOf(appKind)?.Batches is not { } limits
        )
        {
            return new(platform, []);
        }

        List<ProductField> fields = [];
        if (connector is IProductWrite && limits.Updates > 0)
        {
            fields.AddRange(limits.ChangesTitles ? [ProductField.Title] : []);
            fields.AddRange(limits.ChangesPrices ? [ProductField.Price] : []);
        }

        if (connector is IStockUpdate && limits.StockUpdates > 0)
        {
            fields.Add(ProductField.Stock);
        }

        return new(platform, fields);
    }
}
