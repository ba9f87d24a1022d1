using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Temu;

/// <summary>Orders as Temu writes them.</summary>
internal static class OrderJson
{
    // Of every seven orders one has its package as an object in place of the list, and one has its packages on the parent.
    private const int Forms = 7;
    private const int AsObject = 3;
    private const int OnParent = 5;
    private const string Packages = "packageSnInfo";

    public static int CodeOf(ShopOrderStatus status) =>
        status switch
        {
            ShopOrderStatus.Pending => 1,
            ShopOrderStatus.ToShip => 2,
            ShopOrderStatus.Cancelled => 3,
            ShopOrderStatus.Shipped => 4,
            ShopOrderStatus.Received => 5,
            ShopOrderStatus.PartlyShipped => 41,
            ShopOrderStatus.PartlyReceived => 51,
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "It has no code."),
        };

    public static JsonObject Row(ShopOrder order) =>
        new()
        {
            ["parentOrderMap"] = Parent(order),
            ["orderList"] = Wire.Many(order.Lines.Select(line => (JsonNode?)Line(line))),
        };

    public static JsonObject Detail(ShopOrder order, DateTimeOffset now)
    {
        var parent = Parent(order);
        var shipped = order.Lines.Min(line => line.Shipped);
        parent["latestDeliveryTime"] = order.ShipBy.AddDays(10).ToUnixTimeSeconds();
        parent["parentShippingTime"] = shipped?.ToUnixTimeSeconds();
        parent["parentOrderPendingFinishTime"] = order.Created.ToUnixTimeSeconds();
        if (order.Index % Forms == OnParent)
        {
            parent[Packages] = Told(order.Lines.SelectMany(line => line.Packages), now);
        }

        return new JsonObject
        {
            ["parentOrderMap"] = parent,
            ["orderList"] = Wire.Many(order.Lines.Select(line => (JsonNode?)DetailLine(order, line, now))),
        };
    }

    private static JsonObject Parent(ShopOrder order) =>
        new()
        {
            ["parentOrderSn"] = order.Number,
            ["parentOrderStatus"] = CodeOf(order.Status),
            ["parentOrderTime"] = order.Created.ToUnixTimeSeconds(),
            ["updateTime"] = order.Updated.ToUnixTimeSeconds(),
            ["expectShipLatestTime"] = order.ShipBy.ToUnixTimeSeconds(),
            ["parentOrderLabel"] = Wire.Many([
                new JsonObject { ["name"] = "soon_to_be_overdue", ["value"] = order.IsUrgent ? 1 : 0 },
            ]),
        };

    private static JsonObject Line(ShopOrderLine line) =>
        new()
        {
            ["orderSn"] = line.Number,
            ["goodsId"] = line.Product,
            ["goodsName"] = line.Title,
            ["skuId"] = line.Variant,
            ["orderStatus"] = CodeOf(line.Status),
            ["quantity"] = line.Quantity,
            ["fulfillmentType"] = "fulfillBySeller",
        };

    private static JsonObject DetailLine(ShopOrder order, ShopOrderLine line, DateTimeOffset now)
    {
        var told = Line(line);
        told["orderCreateTime"] = order.Created.ToUnixTimeSeconds();
        told["orderShippingTime"] = line.Shipped?.ToUnixTimeSeconds();
        told["orderLabel"] = new JsonArray();
        if (order.Index % Forms != OnParent)
        {
            var packages = Told(line.Packages, now);
            told[Packages] =
                order.Index % Forms == AsObject && packages.Count == 1 ? packages[0]!.DeepClone() : packages;
        }

        return told;
    }

    // None before it is assigned.
    private static JsonArray Told(IEnumerable<ShopPackage> packages, DateTimeOffset now) =>
        Wire.Many(
            packages
                .Where(one => one.AssignedAt <= now)
                .Select(one =>
                    (JsonNode?)
                        new JsonObject
                        {
                            ["packageSn"] = one.Number,
                            ["packageDeliveryType"] = 1,
                            ["callSuccess"] = true,
                        }
                )
        );
}
