using Integration.Orders;

namespace Integration.Platforms;

/// <summary>Orders that the account's owner places with somebody who fulfils them, such as a supplier.</summary>
public interface IOrderPush : IConnector
{
    /// <summary>Places orders in one call each, or in one for all.</summary>
    /// <param name="account">The buyer's account.</param>
    /// <param name="orders">1 to <see cref="BatchLimits.Orders"/> of the account's kind, of different numbers.</param>
    /// <param name="ct">Ends the call under way; what the platform has done of it is then unknown.</param>
    /// <returns>One outcome for each order, in its order. A failed call is the failure of each of them.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<PushedOrder>[]> PushOrders(
        AccountCredentials account,
        OrderDraft[] orders,
        CancellationToken ct
    );
}
