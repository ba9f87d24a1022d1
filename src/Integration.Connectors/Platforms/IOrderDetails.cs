using Integration.Orders;

namespace Integration.Platforms;

/// <summary>One order with all that the platform tells of it; no platform takes several in one call.</summary>
public interface IOrderDetails : IConnector
{
    /// <summary>
    /// Asks for an order. One without packages yet is an order with none, not a failure; one that the platform says it does not have
    /// is <see cref="FailureReason.Gone"/>, which right after a list may mean "not there yet".
    /// </summary>
    /// <param name="account">The shop's account; needs an access token.</param>
    /// <param name="number">The order's number.</param>
    /// <param name="ct">Ends the call under way.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<Order>> GetOrder(AccountCredentials account, string number, CancellationToken ct);
}
