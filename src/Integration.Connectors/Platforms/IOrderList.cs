using Integration.Catalogue;
using Integration.Orders;

namespace Integration.Platforms;

/// <summary>The orders of the account's own shop.</summary>
public interface IOrderList : IConnector
{
    /// <summary>
    /// Asks for one page. A failure is never an empty page. Whoever follows the cursors to their end has seen every order that was in
    /// the window from beginning to end, whatever left it meanwhile; some perhaps twice.
    /// </summary>
    /// <param name="account">The shop's account; needs an access token.</param>
    /// <param name="query">Which page, within <see cref="ConnectorDeclaration.Orders"/>.</param>
    /// <param name="ct">Ends the call under way.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<OrderPage>> ListOrders(AccountCredentials account, OrderListQuery query, CancellationToken ct);
}
