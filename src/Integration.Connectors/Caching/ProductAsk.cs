using Integration.Platforms;

namespace Integration.Caching;

/// <summary>Who asks for products, and how they are to be shown.</summary>
/// <param name="Connector">Makes the calls.</param>
/// <param name="Account">Signs them.</param>
/// <param name="Query">How products are to be shown; its ids do not matter.</param>
/// <param name="Variation">Kind of app, language, currency and country, as keys have them.</param>
/// <param name="MaxIds">Ids a call takes.</param>
/// <param name="NotBefore">Older answers are not taken; null for any that is kept.</param>
internal sealed record ProductAsk(
    IProductDetails Connector,
    AccountCredentials Account,
    ProductQuery Query,
    string Variation,
    int MaxIds,
    DateTimeOffset? NotBefore
)
{
    public string Platform => Connector.Declaration.Platform;

    /// <summary>The key of a product in the cache.</summary>
    public string KeyOf(string id) => CacheKeys.ProductPrefix(Platform, Account.AccountId, id) + Variation;

    /// <summary>Whether a kept answer is new enough.</summary>
    public bool Takes(CachedProduct cached) => NotBefore is not { } instant || cached.ReadAt >= instant;
}
