using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Temu;

/// <summary>
/// Packages of an order: <c>packageSnInfo</c> on each line, and as clients have met it, an object in place of the list, or on the
/// parent order.
/// </summary>
internal static class TemuPackages
{
    private const string Field = "packageSnInfo";

    /// <summary>Each number once, in the order of the lines; empty where none is assigned yet.</summary>
    public static OrderPackage[] Of(LooseJson result)
    {
        var onLines = result["orderList"]
            .Items()
            .SelectMany(static line => line[Field].Items().Select(told => Package(told, line["orderSn"].Text)));
        var onParent = result["parentOrderMap"][Field].Items().Select(static told => Package(told, lineId: null));
        var besideParent = result[Field].Items().Select(static told => Package(told, lineId: null));
        return OrderParts.Packages(onLines.Concat(onParent).Concat(besideParent));
    }

    private static OrderPackage? Package(LooseJson told, string? lineId) =>
        told["packageSn"].Text is not { } number
            ? null
            : new(number)
            {
                DeliveryType = told["packageDeliveryType"].Text,
                CarrierCalled = told["callSuccess"].Flag,
                LineIds = lineId is null ? [] : [lineId],
            };
}
