using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Pinduoduo;

/// <summary>
/// Orders as Pinduoduo writes them: amounts in yuan, times in GMT+8 or empty, lines without an id. It knows no part of an order that is
/// shipped or received: what is partly shipped is shipped. The mark of an order is told as an after-sales case in progress.
/// </summary>
internal static class OrderJson
{
    private const int DateDigits = 6;
    private const long Carrier = 118;

    /// <summary>The date on which the order was placed, in GMT+8, and its place among all.</summary>
    public static string NumberOf(ShopOrder order) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{order.Created.ToOffset(TimeSpan.FromHours(8)):yyMMdd}-{order.Index + 1:000000000000000}"
        );

    /// <summary>The place among all that a number tells; null where it is no number.</summary>
    public static int? IndexOf(string number) =>
        number.Length > DateDigits + 1
        && int.TryParse(number.AsSpan(DateDigits + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place - 1
            : null;

    /// <summary>The order of a number; null where there is none.</summary>
    public static ShopOrder? Find(PlatformShop shop, string? number)
    {
        var order =
            number is not null && IndexOf(number) is { } index
                ? shop.Orders.Find(OrderNumbers.Order(PlatformKind.Pinduoduo, index))
                : null;
        return order is not null && NumberOf(order) == number ? order : null;
    }

    public static int StatusOf(ShopOrder order) =>
        order.Status switch
        {
            ShopOrderStatus.Shipped or ShopOrderStatus.PartlyShipped or ShopOrderStatus.PartlyReceived => 2,
            ShopOrderStatus.Received => 3,
            _ => 1,
        };

    public static int RefundOf(ShopOrder order) => order.IsUrgent ? 2 : 1;

    public static JsonObject Row(ShopOrder order, DateTimeOffset now) =>
        new()
        {
            ["order_sn"] = NumberOf(order),
            ["order_status"] = StatusOf(order),
            ["refund_status"] = RefundOf(order),
            ["confirm_status"] = order.Status == ShopOrderStatus.Cancelled ? 2 : 1,
            ["risk_control_status"] = order.Status == ShopOrderStatus.Pending ? 1 : 0,
            ["confirm_time"] = ChinaTime.Text(order.Created),
            ["updated_at"] = ChinaTime.Text(order.Updated),
            ["last_ship_time"] = ChinaTime.Text(order.ShipBy),
            ["shipping_time"] = order.Lines.Min(line => line.Shipped) is { } shipped ? ChinaTime.Text(shipped) : "",
            ["pay_amount"] = order.Lines.Sum(Price),
            ["goods_amount"] = order.Lines.Sum(Price),
            ["postage"] = 0,
            ["tracking_number"] = Told(order, now).FirstOrDefault()?.Number ?? "",
            ["logistics_id"] = CarrierOf(Told(order, now).FirstOrDefault()),
            ["item_list"] = Wire.Many(order.Lines.Select(line => (JsonNode?)Item(line))),
        };

    public static JsonObject Detail(ShopOrder order, DateTimeOffset now)
    {
        var told = Row(order, now);
        told["extra_delivery_list"] = Wire.Many(
            Told(order, now)
                .Skip(1)
                .Select(one =>
                    (JsonNode?)new JsonObject { ["tracking_number"] = one.Number, ["logistics_id"] = CarrierOf(one) }
                )
        );
        told["gift_list"] = new JsonArray();
        return told;
    }

    // The seller's own, where one was told.
    private static long CarrierOf(ShopPackage? package) => Fields.Number(package?.Carrier) ?? Carrier;

    private static JsonObject Item(ShopOrderLine line) =>
        new()
        {
            ["goods_id"] = line.Product,
            ["sku_id"] = line.Variant,
            ["outer_id"] = $"A-{line.Product}",
            ["goods_name"] = line.Title,
            ["goods_spec"] = "红,L",
            ["goods_price"] = Price(line) / line.Quantity,
            ["goods_count"] = line.Quantity,
        };

    private static decimal Price(ShopOrderLine line) => 19.9m * line.Quantity;

    // None before it is assigned.
    private static IEnumerable<ShopPackage> Told(ShopOrder order, DateTimeOffset now) =>
        order.Lines.SelectMany(line => line.Packages).Where(one => one.AssignedAt <= now);
}
