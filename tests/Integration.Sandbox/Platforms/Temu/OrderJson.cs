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

    // Of every five orders a warehouse ships one wholly, and of another one all lines but the first.
    private const int Kinds = 5;
    private const int OfWarehouse = 3;
    private const int OfBoth = 4;
    private const string BySeller = "fulfillBySeller";
    private const string ByWarehouse = "fulfillByCooperativeWarehouse";

    /// <summary>Who can ship a line.</summary>
    public static IReadOnlyList<string> Fulfilments { get; } = [BySeller, ByWarehouse];

    /// <summary>Whether any line is shipped so; no kinds are the seller's own.</summary>
    public static bool Tells(ShopOrder order, string[] kinds) => order.Lines.Any(line => Tells(order, line, kinds));

    /// <summary>The order with those of its lines that are shipped so.</summary>
    public static ShopOrder Only(ShopOrder order, string[] kinds) =>
        order with
        {
            Lines = [.. order.Lines.Where(line => Tells(order, line, kinds))],
        };

    /// <summary>Whether the seller ships the line, and not a warehouse.</summary>
    public static bool IsOfSeller(ShopOrder order, ShopOrderLine line) => FulfilmentOf(order, line) == BySeller;

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
            ["orderList"] = Wire.Many(order.Lines.Select(line => (JsonNode?)Line(order, line))),
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

    private static bool Tells(ShopOrder order, ShopOrderLine line, string[] kinds) =>
        kinds.Length == 0 ? FulfilmentOf(order, line) == BySeller : kinds.Contains(FulfilmentOf(order, line));

    private static string FulfilmentOf(ShopOrder order, ShopOrderLine line) =>
        (order.Index % Kinds) switch
        {
            OfWarehouse => ByWarehouse,
            OfBoth when line.Number != OrderNumbers.Line(PlatformKind.Temu, order.Index, 0) => ByWarehouse,
            _ => BySeller,
        };

    private static JsonObject Line(ShopOrder order, ShopOrderLine line) =>
        new()
        {
            ["orderSn"] = line.Number,
            ["goodsId"] = line.Product,
            ["goodsName"] = line.Title,
            ["skuId"] = line.Variant,
            ["orderStatus"] = CodeOf(line.Status),
            ["quantity"] = line.Quantity,
            ["fulfillmentType"] = FulfilmentOf(order, line),
        };

    private static JsonObject DetailLine(ShopOrder order, ShopOrderLine line, DateTimeOffset now)
    {
        var told = Line(order, line);
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
