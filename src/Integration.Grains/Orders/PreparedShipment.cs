using Integration.Platforms;

namespace Integration.Orders;

/// <summary>A shipment that is ready to be told.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Connector">Of the shop's platform.</param>
/// <param name="Credentials">Of the shop's account.</param>
/// <param name="Shipment">What is told.</param>
internal sealed record PreparedShipment(
    string Shop,
    ILogistics Connector,
    AccountCredentials Credentials,
    Shipment Shipment
);
