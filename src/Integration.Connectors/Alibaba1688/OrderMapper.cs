using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Alibaba1688;

/// <summary>Orders as the list and the detail call give them: one shape, amounts in yuan.</summary>
internal static class OrderMapper
{
    private const string OldYuan = "RMB";

    /// <summary>A row of the list.</summary>
    public static OrderListItem Row(LooseJson row, PlatformReply reply) => OrderParts.Row(row, reply, Number, Order);

    /// <summary>The order of a detail answer, with its packages; null where it has no number.</summary>
    public static Order? Detail(LooseJson told, RawPayload raw) =>
        Order(told, raw) is { } order
            ? order with
            {
                Packages = OrderParts.Packages(told["nativeLogistics"]["logisticsItems"].Items().Select(Package)),
            }
            : null;

    private static string? Number(LooseJson told) => told["baseInfo"].First("idOfStr", "id").Text;

    private static Order? Order(LooseJson told, RawPayload raw)
    {
        var head = told["baseInfo"];
        var currency = Currency(head["currency"].Text);
        return
            Number(told) is not { } number
            || OrderParts.Lines(told["productItems"].Items(), line => Line(line, currency)) is not { } lines
            ? null
            : new()
            {
                Platform = Alibaba1688Declaration.Platform,
                Number = number,
                Status = Status(head["status"].Text),
                StatusText = head["status"].Text,
                CreatedAt = AopTime.Parse(head["createTime"].Text),
                UpdatedAt = AopTime.Parse(head["modifyTime"].Text),
                ShippedAt = AopTime.Parse(head["allDeliveredTime"].Text),
                Total = OrderParts.Amount(head["totalAmount"].Number, currency),
                Labels =
                [
                    .. OrderParts.Label("sellerRemarkIcon", head["sellerRemarkIcon"]),
                    .. OrderParts.Label("refundStatus", head["refundStatus"]),
                ],
                Lines = lines,
                Raw = raw,
            };
    }

    private static OrderLine? Line(LooseJson line, string currency) =>
        line.First("subItemIDString", "subItemID").Text is not { } number
            ? null
            : new(number)
            {
                ProductId = line["productID"].Text,
                VariantId = line.First("skuID", "specId").Text,
                Title = line["name"].Text,
                Quantity = line["quantity"].Whole,
                Price = OrderParts.Amount(line["price"].Number, currency),
                Status = Status(line["status"].Text),
                StatusText = line["status"].Text,
                CreatedAt = AopTime.Parse(line["gmtCreate"].Text),
                Labels =
                [
                    .. OrderParts.Label("logisticsStatus", line["logisticsStatus"]),
                    .. OrderParts.Label("refundStatus", line["refundStatus"]),
                ],
            };

    private static OrderPackage? Package(LooseJson told) =>
        told["logisticsBillNo"].Text is not { } number
            ? null
            : new(number)
            {
                DeliveryType = told["logisticsCompanyName"].Text,
                LineIds =
                    told["subItemIds"]
                        .Text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            };

    private static string Currency(string? told) => told is null or OldYuan ? Alibaba1688Declaration.Currency : told;

    private static OrderStatus Status(string? status) =>
        status switch
        {
            "waitbuyerpay" => OrderStatus.Pending,
            // Handed over by the seller, not taken in by the carrier: not on its way yet.
            "waitsellersend" or "waitlogisticstakein" => OrderStatus.AwaitingShipment,
            "waitbuyerreceive" or "waitbuyersign" => OrderStatus.Shipped,
            "signinsuccess" or "confirm_goods" or "success" => OrderStatus.Delivered,
            "cancel" or "terminated" => OrderStatus.Cancelled,
            _ => OrderStatus.Unknown,
        };
}
