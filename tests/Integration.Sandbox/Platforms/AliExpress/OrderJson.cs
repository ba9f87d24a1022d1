using System.Globalization;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.AliExpress;

/// <summary>Orders as AliExpress writes them, under other names in the list than in the detail.</summary>
internal static class OrderJson
{
    public const string Finished = "FINISH";
    private const string Currency = "USD";
    private const long DiscountFen = 150;

    public static JsonObject Row(ShopOrder order)
    {
        var told = Common(order);
        told["order_id"] = Whole(order.Number);
        told["gmt_update"] = PacificTime.Text(order.Updated);
        told["timeout_left_time"] = 120_340_569;
        told["buyer_login_id"] = "test";
        told["pay_amount"] = Amount(order.TotalFen);
        told["product_list"] = Wire.Wrapped(
            "order_product_dto",
            order.Lines.Select(line =>
                (JsonNode?)
                    new JsonObject
                    {
                        ["child_id"] = Whole(line.Number),
                        ["order_id"] = Whole(order.Number),
                        ["product_id"] = line.Product,
                        ["sku_code"] = line.Variant.ToString(CultureInfo.InvariantCulture),
                        ["product_name"] = line.Title,
                        ["product_count"] = line.Quantity,
                        ["product_unit_price"] = Amount(line.PriceFen),
                        ["son_order_status"] = StatusOf(line.Status),
                        ["show_status"] = StatusOf(line.Status),
                    }
            )
        );
        return told;
    }

    public static JsonObject Detail(ShopOrder order, DateTimeOffset now)
    {
        var told = Common(order);
        told["id"] = Whole(order.Number);
        told["gmt_modified"] = PacificTime.Text(order.Updated);
        // The limit of the state that it is in.
        told["over_time_left"] = PacificTime.Text(
            order.Status == ShopOrderStatus.ToShip ? order.ShipBy : order.Updated.AddDays(15)
        );
        // Before the discount.
        told["order_amount"] = Amount(order.TotalFen + DiscountFen);
        told["child_order_list"] = Wire.Wrapped(
            "global_aeop_tp_child_order_dto",
            order.Lines.Select(line =>
                (JsonNode?)
                    new JsonObject
                    {
                        ["id"] = Whole(line.Number),
                        ["child_order_id"] = line.Number,
                        ["product_id"] = line.Product,
                        ["sku_code"] = line.Variant.ToString(CultureInfo.InvariantCulture),
                        ["product_name"] = line.Title,
                        ["product_count"] = line.Quantity,
                        ["product_price"] = Amount(line.PriceFen),
                        ["order_status"] = StatusOf(line.Status),
                    }
            )
        );
        told["logistic_info_list"] = Wire.Wrapped(
            "global_aeop_tp_logistic_info_dto",
            order
                .Lines.SelectMany(line => line.Packages)
                .Where(package => package.AssignedAt <= now)
                .Select(package =>
                    (JsonNode?)
                        new JsonObject
                        {
                            ["logistics_no"] = package.Number,
                            ["logistics_service_name"] = "Cainiao",
                            ["receive_status"] = "default",
                        }
                )
        );
        return told;
    }

    public static string StatusOf(ShopOrderStatus status) =>
        status switch
        {
            ShopOrderStatus.Pending => "PLACE_ORDER_SUCCESS",
            ShopOrderStatus.ToShip => "WAIT_SELLER_SEND_GOODS",
            ShopOrderStatus.PartlyShipped => "SELLER_PART_SEND_GOODS",
            ShopOrderStatus.Shipped or ShopOrderStatus.PartlyReceived => "WAIT_BUYER_ACCEPT_GOODS",
            _ => Finished,
        };

    private static JsonObject Common(ShopOrder order) =>
        new()
        {
            ["order_status"] = StatusOf(order.Status),
            ["logistics_status"] = GoodsOf(order.Status),
            ["fund_status"] = order.Status == ShopOrderStatus.Pending ? "NOT_PAY" : "PAY_SUCCESS",
            ["frozen_status"] = "NO_FROZEN",
            ["issue_status"] = order.IsUrgent ? "IN_ISSUE" : "NO_ISSUE",
            ["gmt_create"] = PacificTime.Text(order.Created),
        };

    private static string GoodsOf(ShopOrderStatus status) =>
        status switch
        {
            ShopOrderStatus.ToShip => "WAIT_SELLER_SEND_GOODS",
            ShopOrderStatus.PartlyShipped => "SELLER_SEND_PART_GOODS",
            ShopOrderStatus.Shipped or ShopOrderStatus.PartlyReceived => "SELLER_SEND_GOODS",
            ShopOrderStatus.Received => "BUYER_ACCEPT_GOODS",
            _ => "NO_LOGISTICS",
        };

    private static long Whole(string number) => long.Parse(number, CultureInfo.InvariantCulture);

    private static JsonObject Amount(long fen) =>
        new() { ["currency_code"] = Currency, ["amount"] = Money.In(Currency, fen) };
}
