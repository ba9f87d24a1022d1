using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Temu;

/// <summary>Orders and goods as Temu sends them: numbers and ids as number or text, one thing where a list should be.</summary>
internal static class TemuMapper
{
    private const long LongestSeconds = 253_402_300_800;

    /// <summary>A row of the list of orders.</summary>
    public static OrderListItem Row(LooseJson row, PlatformReply reply) => OrderParts.Row(row, reply, Number, Order);

    /// <summary>An order of the detail call, with its packages; null where it has no number.</summary>
    public static Order? Detail(LooseJson result, RawPayload raw) =>
        Order(result, raw) is { } order ? order with { Packages = TemuPackages.Of(result) } : null;

    /// <summary>A row of the list of goods; null where it has no id.</summary>
    public static ProductListItem? Goods(LooseJson goods) =>
        goods["goodsId"].Text is not { } id
            ? null
            : new(id, goods["goodsName"].Text ?? "")
            {
                SellerCode = goods["outGoodsSn"].Text,
                Price = OrderParts.Amount(goods["price"].Number, goods["currency"].Text),
                Stock = goods["quantity"].Whole,
                Image = ProductParts.Image(goods["thumbUrl"].Text),
            };

    private static string? Number(LooseJson told) => told["parentOrderMap"]["parentOrderSn"].Text;

    private static Order? Order(LooseJson told, RawPayload raw)
    {
        var parent = told["parentOrderMap"];
        return Number(told) is not { } number || OrderParts.Lines(told["orderList"].Items(), Line) is not { } lines
            ? null
            : new()
            {
                Platform = TemuDeclaration.Platform,
                Number = number,
                Status = Status(parent["parentOrderStatus"]),
                StatusText = parent["parentOrderStatus"].Text,
                CreatedAt = Instant(parent["parentOrderTime"]),
                UpdatedAt = Instant(parent["updateTime"]),
                ShipBy = Instant(parent["expectShipLatestTime"]),
                ShippedAt = Instant(parent["parentShippingTime"]),
                DeliverBy = Instant(parent["latestDeliveryTime"]),
                Labels = Labels(parent["parentOrderLabel"]),
                Lines = lines,
                Raw = raw,
            };
    }

    private static OrderLine? Line(LooseJson line) =>
        line["orderSn"].Text is not { } number
            ? null
            : new(number)
            {
                ProductId = line["goodsId"].Text,
                VariantId = line["skuId"].Text,
                Title = line["goodsName"].Text,
                Quantity = line["quantity"].Whole,
                Status = Status(line["orderStatus"]),
                StatusText = line["orderStatus"].Text,
                Fulfilment = line["fulfillmentType"].Text,
                CreatedAt = Instant(line["orderCreateTime"]),
                ShippedAt = Instant(line["orderShippingTime"]),
                Labels = Labels(line["orderLabel"]),
            };

    private static OrderLabel[] Labels(LooseJson labels) =>
        [
            .. labels
                .Items()
                .Where(static label => label["name"].Text is not null)
                .Select(static label => new OrderLabel(label["name"].Text!, label["value"].Text)),
        ];

    private static OrderStatus Status(LooseJson status) =>
        status.Whole switch
        {
            1 => OrderStatus.Pending,
            2 => OrderStatus.AwaitingShipment,
            3 => OrderStatus.Cancelled,
            4 => OrderStatus.Shipped,
            5 => OrderStatus.Delivered,
            41 => OrderStatus.PartlyShipped,
            51 => OrderStatus.PartlyDelivered,
            _ => OrderStatus.Unknown,
        };

    // A time of 0 is how some answers write "not yet".
    /// <summary>The token of an authorisation; there is no refresh, so it ends with its token.</summary>
    public static PlatformResult<TokenGrant> Grant(PlatformReply reply)
    {
        var result = reply.Root["result"];
        var end = Instant(result["expiredTime"]);
        return result["accessToken"].Text is { } token
            ? new TokenGrant(token, null) { ExpiresAt = end, RefreshExpiresAt = end }
            : Failures.UnknownShape(reply, "an access token");
    }

    private static DateTimeOffset? Instant(LooseJson seconds) =>
        seconds.Whole is > 0 and < LongestSeconds and var some ? DateTimeOffset.FromUnixTimeSeconds(some) : null;
}
