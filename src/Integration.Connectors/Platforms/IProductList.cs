using Integration.Catalogue;
using Integration.Products;

namespace Integration.Platforms;

/// <summary>The products of the account's own shop.</summary>
public interface IProductList : IConnector
{
    /// <summary>Asks for one page. A failure is never an empty page.</summary>
    /// <param name="account">The shop's account; needs an access token.</param>
    /// <param name="query">Which page, within <see cref="ConnectorDeclaration.List"/>.</param>
    /// <param name="ct">Ends the call under way.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<ProductPage>> ListProducts(
        AccountCredentials account,
        ProductListQuery query,
        CancellationToken ct
    );
}
