using Integration.Access;
using Integration.Problems;

namespace Integration.Orders;

/// <summary>
/// The shipments of one order: tells its platform of them, one after the other, outside of its turns. Key: <see cref="KeyOf"/>.
/// </summary>
[Alias("integration.IShipmentGrain")]
public interface IShipmentGrain : IGrainWithStringKey
{
    /// <summary>The key of an order's grain. A shop's id has no slash, so the first one is ours.</summary>
    static string KeyOf(string shop, string number) => $"{shop}/{number}";

    /// <summary>
    /// Tells the platform of a shipment, once, and reads the order again. It goes on to its end whether the caller waits or not. A
    /// shipment whose outcome is not known is a value, so that it stands in the audit and under the request's key; what was not told, or
    /// was refused, is a problem.
    /// </summary>
    // Half a minute to tell it, and as long to read the order.
    [ResponseTimeout("00:01:15")]
    [Alias("Confirm")]
    Task<Outcome<ShipmentResource>> Confirm(ShipmentRequest request, WriteContext context, CancellationToken ct);
}
