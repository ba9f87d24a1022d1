using System.Globalization;
using Integration.Orders;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Platforms;

/// <summary>What Pinduoduo tells of its orders, and how.</summary>
internal static class PinduoduoTelling
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>An order of a copy as text.</summary>
    public static string Line(Order order) =>
        $"{order.Number} {order.Status} {order.CreatedAt:O} {order.UpdatedAt:O} {order.ShipBy:O} "
        + string.Create(CultureInfo.InvariantCulture, $"{order.Total!.Amount:0.00} ")
        + $"{order.Labels.Single(label => label.Name == "refund_status").Value} "
        + string.Join(
            ' ',
            order.Lines.Select(line =>
                $"{line.Id}:{line.ProductId}:{line.VariantId}:{line.Title}:{line.Quantity}:{line.Status}"
            )
        );

    /// <summary>An order of the shop as text.</summary>
    public static string Line(ShopOrder order)
    {
        var lines = order.Lines.Select(
            (line, at) =>
            {
                var same = order.Lines.Take(at).Count(before => before.Variant == line.Variant);
                var id = same == 0 ? $"{line.Variant}" : $"{line.Variant}#{same + 1}";
                return $"{id}:{line.Product}:{line.Variant}:{line.Title}:{line.Quantity}:{StatusOf(order)}";
            }
        );
        return $"{NumberOf(order)} {StatusOf(order)} {order.Created:O} {order.Updated:O} {order.ShipBy:O} "
            + string.Create(CultureInfo.InvariantCulture, $"{order.Lines.Sum(line => line.Quantity) * 19.9m:0.00} ")
            + $"{(order.IsUrgent ? 2 : 1)} "
            + string.Join(' ', lines);
    }

    /// <summary>The number by which Pinduoduo tells an order of the shop.</summary>
    public static string NumberOf(ShopOrder order) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{order.Created.ToOffset(China):yyMMdd}-{order.Index + 1:000000000000000}"
        );

    // The platform knows no part of an order that is shipped or received.
    private static OrderStatus StatusOf(ShopOrder order) =>
        order.Status switch
        {
            ShopOrderStatus.Pending => OrderStatus.Pending,
            ShopOrderStatus.ToShip => OrderStatus.AwaitingShipment,
            ShopOrderStatus.Received => OrderStatus.Delivered,
            ShopOrderStatus.Cancelled => OrderStatus.Cancelled,
            _ => OrderStatus.Shipped,
        };
}
