using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Shops;

namespace Integration.Enrichment;

/// <summary>Who asks for a shop's orders, or why nobody may.</summary>
internal sealed class EnrichmentShops(ShopTable shops, IAccountDirectory accounts, ConnectorCatalogue catalogue)
{
    /// <summary>The account of a shop that is worked on.</summary>
    /// <returns>
    /// A failure where there is no such shop or its platform has no such call (<see cref="CannotEver"/>), it is disabled or paused, or its
    /// account cannot be used.
    /// </returns>
    public async Task<PlatformResult<EnrichmentAccount>> Find(string id, CancellationToken ct)
    {
        if (await shops.Find(id, ct) is not { } shop)
        {
            return Failed(FailureReason.Gone, $"There is no shop '{id}' any more.");
        }

        if (!shop.Enabled || shop.Paused is not null)
        {
            return Failed(FailureReason.NotAllowed, $"The shop '{id}' is {(shop.Enabled ? "paused" : "disabled")}.");
        }

        var account = await accounts.Of(shop.Account, ct);
        if (!account.Succeeded)
        {
            return account.Failure;
        }

        var (platform, credentials) = account.Value;
        return catalogue.TryFind<IOrderDetails>(platform, out var connector)
            ? new EnrichmentAccount(connector, credentials)
            : Failed(FailureReason.Unsupported, $"The hub cannot ask {platform} for the packages of an order.");
    }

    /// <summary>Whether a failure of <see cref="Find"/> is for ever: what waits would wait in vain.</summary>
    public static bool CannotEver(PlatformFailure failure) =>
        failure.Reason is FailureReason.Gone or FailureReason.Unsupported;

    private static PlatformFailure Failed(FailureReason reason, string detail) =>
        new(FailureKind.Permanent, reason, detail);
}
