using Integration.Orders;
using Integration.Products;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Platforms;

/// <summary>What a platform tells of its orders, and how: a truth that it does not tell cannot be in a copy.</summary>
internal sealed record OrderTelling
{
    private static readonly TimeZoneInfo Pacific = TimeZoneInfo.FindSystemTimeZoneById("America/Los_Angeles");

    /// <summary>What Temu tells.</summary>
    public static OrderTelling Temu { get; } =
        new()
        {
            Marks = static isUrgent => $"soon_to_be_overdue={(isUrgent ? 1 : 0)}",
            ShipBy = true,
            PartlyReceived = true,
        };

    /// <summary>What Taobao tells.</summary>
    public static OrderTelling Taobao { get; } =
        new()
        {
            Marks = static isUrgent => $"seller_flag={(isUrgent ? 1 : 0)}",
            Currency = "CNY",
            Shipped = true,
            Refunds = true,
        };

    /// <summary>What 1688 tells.</summary>
    public static OrderTelling Alibaba1688 { get; } =
        new()
        {
            Marks = static isUrgent => $"sellerRemarkIcon={(isUrgent ? 1 : 0)}",
            Currency = "CNY",
            Shipped = true,
            PartlyShipped = false,
        };

    /// <summary>What AliExpress tells.</summary>
    public static OrderTelling AliExpress { get; } =
        new()
        {
            Marks = static isUrgent => $"issue_status={(isUrgent ? "IN" : "NO")}_ISSUE,frozen_status=NO_FROZEN",
            Currency = "USD",
            Variants = false,
            // Local times: in the hour that is there twice the first is told like the second.
            Placed = static at => Pacific.IsAmbiguousTime(at) && Pacific.IsDaylightSavingTime(at) ? at.AddHours(1) : at,
            Changed = static at => Pacific.IsAmbiguousTime(at) ? null : at,
        };

    /// <summary>The marks of an order, as <c>name=value</c>, by whether it is urgent.</summary>
    public required Func<bool, string> Marks { get; init; }

    /// <summary>The currency of its amounts; null where it tells none.</summary>
    public string? Currency { get; init; }

    /// <summary>What can be known from it of the time at which an order was placed.</summary>
    public Func<DateTimeOffset, DateTimeOffset> Placed { get; init; } = static at => at;

    /// <summary>What can be known from it of the time of a change.</summary>
    public Func<DateTimeOffset, DateTimeOffset?> Changed { get; init; } = static at => at;

    /// <summary>Whether the list tells until when an order has to be shipped.</summary>
    public bool ShipBy { get; init; }

    /// <summary>Whether the list tells when an order was shipped.</summary>
    public bool Shipped { get; init; }

    /// <summary>Whether each line tells how its refund stands, also that there is none.</summary>
    public bool Refunds { get; init; }

    /// <summary>Whether it tells the variants.</summary>
    public bool Variants { get; init; } = true;

    /// <summary>Whether it tells that an order is shipped in part; else it is still to be shipped.</summary>
    public bool PartlyShipped { get; init; } = true;

    /// <summary>Whether it tells that an order is received in part; else it is on its way.</summary>
    public bool PartlyReceived { get; init; }

    /// <summary>An order of a copy as text.</summary>
    public static string Line(Order order) =>
        $"{order.Number} {order.Status} {order.CreatedAt:O} {order.UpdatedAt:O} {order.ShipBy:O} {order.ShippedAt:O} "
        + $"{Text(order.Total)} {string.Join(',', order.Labels.Select(label => $"{label.Name}={label.Value}"))} "
        + string.Join(
            ' ',
            order.Lines.Select(line =>
                $"{line.Id}:{line.ProductId}:{line.VariantId}:{line.Title}:{line.Quantity}:{Text(line.Price)}:{line.Status}"
                + $":{Array.Find(line.Labels, label => label.Name == "refund_status")?.Value}"
            )
        );

    /// <summary>An order of the shop as text, as far as the platform tells it.</summary>
    public string Line(ShopOrder order) =>
        $"{order.Number} {StatusOf(order.Status)} {Placed(order.Created):O} {Changed(order.Updated):O} "
        + $"{(ShipBy ? order.ShipBy : default(DateTimeOffset?)):O} {(Shipped ? order.Shipped : default):O} "
        + $"{Text(order.TotalFen)} {Marks(order.IsUrgent)} "
        + string.Join(
            ' ',
            order.Lines.Select(line =>
                $"{line.Number}:{line.Product}:{(Variants ? line.Variant : default(long?))}:{line.Title}:{line.Quantity}:"
                + $"{Text(line.PriceFen)}:{StatusOf(line.Status)}:{Refund(order)}"
            )
        );

    private string? Refund(ShopOrder order) =>
        !Refunds ? null
        : order.IsUrgent ? "WAIT_SELLER_AGREE"
        : "NO_REFUND";

    private static string Text(Money? money) => money is { } some ? $"{some.Amount:0.00} {some.Currency}" : "-";

    private string Text(long fen) => Currency is null ? "-" : $"{Sandbox.Platforms.Money.In(Currency, fen)} {Currency}";

    private OrderStatus StatusOf(ShopOrderStatus status) =>
        status switch
        {
            ShopOrderStatus.Pending => OrderStatus.Pending,
            ShopOrderStatus.ToShip => OrderStatus.AwaitingShipment,
            ShopOrderStatus.PartlyShipped => PartlyShipped ? OrderStatus.PartlyShipped : OrderStatus.AwaitingShipment,
            ShopOrderStatus.Shipped => OrderStatus.Shipped,
            ShopOrderStatus.PartlyReceived => PartlyReceived ? OrderStatus.PartlyDelivered : OrderStatus.Shipped,
            ShopOrderStatus.Received => OrderStatus.Delivered,
            _ => OrderStatus.Cancelled,
        };
}
