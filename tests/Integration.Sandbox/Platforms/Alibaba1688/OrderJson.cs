using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Alibaba1688;

/// <summary>Orders as 1688 writes them: what is shipped or received in part is only seen on the lines.</summary>
internal static class OrderJson
{
    // The seller's mark: red where the order is urgent.
    private const string Red = "1";
    private const string NoMark = "0";

    public static JsonObject Row(ShopOrder order) =>
        new()
        {
            ["baseInfo"] = Head(order),
            ["productItems"] = Wire.Many(order.Lines.Select(line => (JsonNode?)Line(line))),
        };

    public static JsonObject Detail(ShopOrder order, DateTimeOffset now)
    {
        var told = Row(order);
        told["nativeLogistics"] = new JsonObject
        {
            ["logisticsItems"] = Wire.Many(
                order.Lines.SelectMany(line =>
                    line.Packages.Where(package => package.AssignedAt <= now)
                        .Select(package => (JsonNode?)Package(line, package))
                )
            ),
        };
        return told;
    }

    public static string StatusOf(ShopOrderStatus status) =>
        status switch
        {
            ShopOrderStatus.Pending => "waitbuyerpay",
            ShopOrderStatus.ToShip or ShopOrderStatus.PartlyShipped => "waitsellersend",
            ShopOrderStatus.Shipped or ShopOrderStatus.PartlyReceived => "waitbuyerreceive",
            ShopOrderStatus.Received => "success",
            _ => "cancel",
        };

    private static JsonObject Head(ShopOrder order)
    {
        var head = new JsonObject
        {
            ["id"] = long.Parse(order.Number, CultureInfo.InvariantCulture),
            ["idOfStr"] = order.Number,
            ["status"] = StatusOf(order.Status),
            ["createTime"] = ChinaTime.DigitText(order.Created),
            ["modifyTime"] = ChinaTime.DigitText(order.Updated),
            ["totalAmount"] = order.TotalFen / 100m,
            ["shippingFee"] = 0,
            ["discount"] = 0,
            ["sellerID"] = "b2b-1",
            ["buyerID"] = "b2b-2",
            ["tradeType"] = "50060",
            ["refundStatus"] = null,
            ["sellerRemarkIcon"] = order.IsUrgent ? Red : NoMark,
        };
        if (order.Shipped is { } shipped)
        {
            head["allDeliveredTime"] = ChinaTime.DigitText(shipped);
        }

        return head;
    }

    private static JsonObject Line(ShopOrderLine line) =>
        new()
        {
            ["subItemID"] = long.Parse(line.Number, CultureInfo.InvariantCulture),
            ["subItemIDString"] = line.Number,
            ["productID"] = line.Product,
            ["skuID"] = line.Variant,
            ["name"] = line.Title,
            ["price"] = line.PriceFen / 100m,
            ["quantity"] = line.Quantity,
            ["itemAmount"] = line.PriceFen * line.Quantity / 100m,
            ["status"] = StatusOf(line.Status),
            ["logisticsStatus"] = line.Status switch
            {
                ShopOrderStatus.Shipped => 2,
                ShopOrderStatus.Received => 3,
                _ => 1,
            },
        };

    private static JsonObject Package(ShopOrderLine line, ShopPackage package) =>
        new()
        {
            ["id"] = package.Number.Length,
            ["logisticsCode"] = $"LP{package.Number}",
            ["logisticsBillNo"] = package.Number,
            ["logisticsCompanyName"] = "圆通速递",
            ["subItemIds"] = line.Number,
        };
}
