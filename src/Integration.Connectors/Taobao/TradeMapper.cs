using Integration.AlibabaGateways;
using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Taobao;

/// <summary>Trades as TOP gives them; yuan, GMT+8.</summary>
internal static class TradeMapper
{
    /// <summary>The fields that are asked for and read: none of them is about the buyer.</summary>
    public const string Fields = "tid,status,payment,created,modified,consign_time,seller_flag,orders";

    /// <summary>A row of the list.</summary>
    public static OrderListItem Row(LooseJson row, PlatformReply reply) => OrderParts.Row(row, reply, Number, Order);

    /// <summary>The trade of a detail answer, with its packages; null where it has no number.</summary>
    public static Order? Detail(LooseJson trade, RawPayload raw) =>
        Order(trade, raw) is { } order
            ? order with
            {
                Packages = OrderParts.Packages(trade["orders"].Items("order").Select(Package)),
            }
            : null;

    private static string? Number(LooseJson trade) => trade.First("tid", "tid_str").Text;

    private static Order? Order(LooseJson trade, RawPayload raw) =>
        Number(trade) is not { } number || OrderParts.Lines(trade["orders"].Items("order"), Line) is not { } lines
            ? null
            : new()
            {
                Platform = TaobaoDeclaration.Platform,
                Number = number,
                Status = Status(trade["status"].Text),
                StatusText = trade["status"].Text,
                CreatedAt = AlibabaTime.Parse(trade["created"].Text),
                UpdatedAt = AlibabaTime.Parse(trade["modified"].Text),
                ShippedAt = AlibabaTime.Parse(trade["consign_time"].Text),
                Total = OrderParts.Amount(trade["payment"].Number, TaobaoDeclaration.Currency),
                Labels = OrderParts.Label("seller_flag", trade["seller_flag"]),
                Lines = lines,
                Raw = raw,
            };

    private static OrderLine? Line(LooseJson line) =>
        line["oid"].Text is not { } number
            ? null
            : new(number)
            {
                ProductId = line["num_iid"].Text,
                VariantId = line["sku_id"].Text,
                Title = line["title"].Text,
                Quantity = line["num"].Whole,
                Price = OrderParts.Amount(line["price"].Number, TaobaoDeclaration.Currency),
                Status = Status(line["status"].Text),
                StatusText = line["status"].Text,
                ShippedAt = AlibabaTime.Parse(line["consign_time"].Text),
                Labels = OrderParts.Label("refund_status", line["refund_status"]),
            };

    private static OrderPackage? Package(LooseJson line) =>
        line["invoice_no"].Text is not { } number
            ? null
            : new(number)
            {
                DeliveryType = line["logistics_company"].Text,
                LineIds = line["oid"].Text is { } id ? [id] : [],
            };

    private static OrderStatus Status(string? status) =>
        status switch
        {
            "TRADE_NO_CREATE_PAY" or "WAIT_BUYER_PAY" or "PAY_PENDING" or "WAIT_PRE_AUTH_CONFIRM" =>
                OrderStatus.Pending,
            // Paid, but the platform forbids to ship it yet.
            "PAID_FORBID_CONSIGN" => OrderStatus.Pending,
            "WAIT_SELLER_SEND_GOODS" => OrderStatus.AwaitingShipment,
            "SELLER_CONSIGNED_PART" => OrderStatus.PartlyShipped,
            "WAIT_BUYER_CONFIRM_GOODS" => OrderStatus.Shipped,
            "TRADE_BUYER_SIGNED" or "TRADE_FINISHED" => OrderStatus.Delivered,
            "TRADE_CLOSED" or "TRADE_CLOSED_BY_TAOBAO" => OrderStatus.Cancelled,
            _ => OrderStatus.Unknown,
        };
}
