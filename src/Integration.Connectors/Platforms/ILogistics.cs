namespace Integration.Platforms;

/// <summary>What the seller tells the platform about parcels of the account's own shop.</summary>
public interface ILogistics : IConnector
{
    /// <summary>
    /// Tells that an order, or a part of it, has left with a carrier. It is told once: after a failure that leaves open whether the
    /// platform has taken it, nothing is repeated, and the order itself says what came of it.
    /// </summary>
    /// <param name="account">The shop's account; needs an access token.</param>
    /// <param name="shipment">What left. What the platform cannot take of it is refused without a call.</param>
    /// <param name="ct">Ends the call under way; what the platform has done of it is then unknown.</param>
    /// <returns>The shipment as it was told, with its lines where the platform is told lines.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<PlatformResult<Shipment>> ConfirmShipment(AccountCredentials account, Shipment shipment, CancellationToken ct);
}
