using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Taobao;

/// <summary>Trades as TOP writes them. A sub-order has one waybill; what was received in part is only seen on its sub-orders.</summary>
internal static class TradeJson
{
    // The seller's flag: red where the order is urgent, grey otherwise; its buyer then asks for a refund as well, and may withdraw that.
    private const int Red = 1;

    /// <summary>A trade with the fields that were asked for.</summary>
    /// <param name="order">The order.</param>
    /// <param name="fields">Names of fields.</param>
    /// <param name="now">With waybills that are told by then; null for a list, which has none.</param>
    public static JsonObject Trade(ShopOrder order, string[] fields, DateTimeOffset? now)
    {
        var trade = new JsonObject();
        foreach (var field in fields.Distinct(StringComparer.Ordinal))
        {
            if (Field(order, field, now) is { } value)
            {
                trade[field] = value;
            }
        }

        return trade;
    }

    private static JsonNode? Field(ShopOrder order, string field, DateTimeOffset? now) =>
        field switch
        {
            "tid" => long.Parse(order.Number, CultureInfo.InvariantCulture),
            "tid_str" => order.Number,
            "type" => "fixed",
            "status" => StatusOf(order.Status),
            "payment" or "total_fee" => Money.Yuan(order.TotalFen),
            "post_fee" or "discount_fee" or "adjust_fee" => "0.00",
            "created" => ChinaTime.Text(order.Created),
            "modified" => ChinaTime.Text(order.Updated),
            "consign_time" => order.Shipped is { } shipped ? ChinaTime.Text(shipped) : null,
            "seller_flag" => order.IsUrgent ? Red : 0,
            "buyer_open_uid" => string.Create(CultureInfo.InvariantCulture, $"AAHk5d-{order.Index}"),
            "orders" => Wire.Wrapped("order", order.Lines.Select(line => (JsonNode?)Line(order, line, now))),
            _ => null,
        };

    private static JsonObject Line(ShopOrder order, ShopOrderLine line, DateTimeOffset? now)
    {
        var told = new JsonObject
        {
            ["oid"] = long.Parse(line.Number, CultureInfo.InvariantCulture),
            ["num_iid"] = line.Product,
            ["sku_id"] = line.Variant.ToString(CultureInfo.InvariantCulture),
            ["title"] = line.Title,
            ["num"] = line.Quantity,
            ["price"] = Money.Yuan(line.PriceFen),
            ["payment"] = Money.Yuan(line.PriceFen * line.Quantity),
            ["status"] = StatusOf(line.Status),
            ["refund_status"] = order.IsUrgent ? "WAIT_SELLER_AGREE" : "NO_REFUND",
        };
        if (line.Shipped is { } shipped)
        {
            told["consign_time"] = ChinaTime.Text(shipped);
        }

        if (now is not null && line.Packages is [var package, ..] && package.AssignedAt <= now)
        {
            told["logistics_company"] = "顺丰速运";
            told["invoice_no"] = package.Number;
        }

        return told;
    }

    private static string StatusOf(ShopOrderStatus status) =>
        status switch
        {
            ShopOrderStatus.Pending => "WAIT_BUYER_PAY",
            ShopOrderStatus.ToShip => "WAIT_SELLER_SEND_GOODS",
            ShopOrderStatus.PartlyShipped => "SELLER_CONSIGNED_PART",
            ShopOrderStatus.Shipped or ShopOrderStatus.PartlyReceived => "WAIT_BUYER_CONFIRM_GOODS",
            ShopOrderStatus.Received => "TRADE_FINISHED",
            _ => "TRADE_CLOSED",
        };
}
