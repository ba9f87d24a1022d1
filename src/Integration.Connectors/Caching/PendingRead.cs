using Integration.Platforms;

namespace Integration.Caching;

/// <summary>A read of one product that waits for its call.</summary>
/// <param name="Connector">Makes the call.</param>
/// <param name="Account">The account as it was when it was asked for.</param>
/// <param name="Query">How it is to be shown; its ids do not matter.</param>
/// <param name="Id">The product.</param>
internal sealed record PendingRead(
    IProductDetails Connector,
    AccountCredentials Account,
    ProductQuery Query,
    string Id
);
