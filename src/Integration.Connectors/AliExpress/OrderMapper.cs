using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.AliExpress;

/// <summary>Orders as the list and the detail call give them, under different names.</summary>
/// <param name="time">Reads the platform's times.</param>
internal sealed class OrderMapper(LocalTime time)
{
    /// <summary>A row of the list.</summary>
    public OrderListItem Row(LooseJson row, PlatformReply reply) =>
        OrderParts.Row(
            row,
            reply,
            static told => told["order_id"].Text,
            (told, raw) => Order(told, "order_id", told["product_list"].Items("order_product_dto"), raw)
        );

    /// <summary>The order of a detail answer, with its packages; null where it has no number.</summary>
    public Order? Detail(LooseJson told, RawPayload raw)
    {
        var order = Order(told, "id", told["child_order_list"].Items("global_aeop_tp_child_order_dto"), raw);
        return order is null
            ? null
            : order with
            {
                Packages = OrderParts.Packages(
                    told["logistic_info_list"].Items("global_aeop_tp_logistic_info_dto").Select(Package)
                ),
            };
    }

    private Order? Order(LooseJson told, string numberField, LooseJson[] children, RawPayload raw)
    {
        var goods = told["logistics_status"].Text;
        return
            told[numberField].Text is not { } number
            || OrderParts.Lines(children, line => Line(line, goods)) is not { } lines
            ? null
            : new()
            {
                Platform = AliExpressDeclaration.Platform,
                Number = number,
                Status = Status(told["order_status"].Text, goods),
                StatusText = told["order_status"].Text,
                CreatedAt = time.Parse(told["gmt_create"].Text),
                UpdatedAt = time.ParseChange(told.First("gmt_update", "gmt_modified").Text),
                // Of the list alone: the order_amount of the detail is another sum.
                Total = Amount(told["pay_amount"]),
                Labels =
                [
                    .. OrderParts.Label("issue_status", told["issue_status"]),
                    .. OrderParts.Label("frozen_status", told["frozen_status"]),
                ],
                Lines = lines,
                Raw = raw,
            };
    }

    private static OrderLine? Line(LooseJson line, string? goods)
    {
        var status = line.First("son_order_status", "order_status").Text;
        return line.First("child_id", "child_order_id", "id").Text is not { } number
            ? null
            : new(number)
            {
                ProductId = line["product_id"].Text,
                Title = line["product_name"].Text,
                Quantity = line["product_count"].Whole,
                Price = Amount(line.First("product_unit_price", "product_price")),
                Status = Status(status, line["logistics_status"].Text ?? goods),
                StatusText = status,
                // The seller's own code: the platform's id of the variant is told nowhere.
                Labels = OrderParts.Label("sku_code", line["sku_code"]),
            };
    }

    private static OrderPackage? Package(LooseJson told) =>
        told["logistics_no"].Text is not { } number
            ? null
            : new(number) { DeliveryType = told.First("logistics_service_name", "logistics_type_code").Text };

    private static Money? Amount(LooseJson money) =>
        OrderParts.Amount(money.First("amount", "amount_str").Number, money["currency_code"].Text);

    // Some statuses say where the money is; where the goods are then stands beside them.
    private static OrderStatus Status(string? status, string? goods) =>
        status switch
        {
            "PLACE_ORDER_SUCCESS" or "RISK_CONTROL" or "WAIT_SELLER_EXAMINE_MONEY" or "IN_CANCEL" =>
                OrderStatus.Pending,
            "WAIT_SELLER_SEND_GOODS" => OrderStatus.AwaitingShipment,
            "SELLER_PART_SEND_GOODS" => OrderStatus.PartlyShipped,
            "WAIT_BUYER_ACCEPT_GOODS" => OrderStatus.Shipped,
            "FINISH" or "FUND_PROCESSING" => Ended(goods),
            "IN_ISSUE" or "IN_FROZEN" => OnItsWay(goods),
            _ => OrderStatus.Unknown,
        };

    private static OrderStatus Ended(string? goods) =>
        goods switch
        {
            "BUYER_ACCEPT_GOODS" or "SELLER_SEND_GOODS" or "SELLER_SEND_PART_GOODS" => OrderStatus.Delivered,
            "NO_LOGISTICS" or "WAIT_SELLER_SEND_GOODS" => OrderStatus.Cancelled,
            _ => OrderStatus.Unknown,
        };

    private static OrderStatus OnItsWay(string? goods) =>
        goods switch
        {
            "WAIT_SELLER_SEND_GOODS" => OrderStatus.AwaitingShipment,
            "SELLER_SEND_PART_GOODS" => OrderStatus.PartlyShipped,
            "SELLER_SEND_GOODS" => OrderStatus.Shipped,
            "BUYER_ACCEPT_GOODS" => OrderStatus.Delivered,
            _ => OrderStatus.Unknown,
        };
}
