namespace Integration.Platforms;

/// <summary>Products by id.</summary>
public interface IProductDetails : IConnector
{
    /// <summary>
    /// Asks for products, in as few calls as the account's <see cref="AppKind"/> needs for one batch of ids.
    /// </summary>
    /// <param name="account">The account that asks.</param>
    /// <param name="query">At most <see cref="AppKind.MaxIdsPerCall"/> different ids.</param>
    /// <param name="ct">Ends the calls under way.</param>
    /// <returns>One result for each different id, in the order asked. A failed call is the failure of each of its ids.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<ProductResult[]> GetProducts(AccountCredentials account, ProductQuery query, CancellationToken ct);
}
