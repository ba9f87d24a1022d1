using Integration.Calls;
using Integration.Orders;

namespace Integration.Vendure;

/// <summary>Parcels, which Vendure calls fulfilments: each has some pieces of some lines.</summary>
internal static class VendurePackages
{
    /// <summary>Those with a tracking code, each code once; the others have no number yet.</summary>
    public static OrderPackage[] Of(IEnumerable<LooseJson> parcels) =>
        [
            .. parcels
                .Where(static parcel => parcel["trackingCode"].Text is not null)
                .GroupBy(static parcel => parcel["trackingCode"].Text!, StringComparer.Ordinal)
                .Select(static same => new OrderPackage(same.Key)
                {
                    DeliveryType = same.First()["method"].Text,
                    LineIds =
                    [
                        .. same.SelectMany(static parcel => parcel["lines"].Items())
                            .Select(static line => line["orderLineId"].Text)
                            .OfType<string>()
                            .Distinct(StringComparer.Ordinal),
                    ],
                }),
        ];

    /// <summary>How far a line is: as the order, but of an order that is under way in parts what its parcels say.</summary>
    /// <param name="id">The line.</param>
    /// <param name="quantity">Its pieces.</param>
    /// <param name="order">The order's status.</param>
    /// <param name="parcels">The order's parcels.</param>
    public static OrderStatus StatusOf(string id, long quantity, OrderStatus order, LooseJson[] parcels)
    {
        if (order is not (OrderStatus.PartlyShipped or OrderStatus.PartlyDelivered))
        {
            return order;
        }

        var delivered = Pieces(id, parcels, static state => state == VendureStates.Delivered);
        var shipped = Pieces(id, parcels, static state => state is VendureStates.Shipped or VendureStates.Delivered);
        return delivered > 0 ? (delivered >= quantity ? OrderStatus.Delivered : OrderStatus.PartlyDelivered)
            : shipped > 0 ? (shipped >= quantity ? OrderStatus.Shipped : OrderStatus.PartlyShipped)
            : OrderStatus.AwaitingShipment;
    }

    private static long Pieces(string id, LooseJson[] parcels, Func<string?, bool> isThere) =>
        parcels
            .Where(parcel => isThere(parcel["state"].Text))
            .SelectMany(static parcel => parcel["lines"].Items())
            .Where(line => line["orderLineId"].Text == id)
            .Sum(static line => line["quantity"].Whole ?? 0);
}
