using System.Globalization;
using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;
using Integration.Products;

namespace Integration.Pinduoduo;

/// <summary>Orders as Pinduoduo sends them: amounts in yuan, times in GMT+8 without saying so, lines without an id.</summary>
internal static class PinduoduoOrderMapper
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss";
    private const int Cancelled = 2;
    private const int Open = 0;
    private const int Refunded = 4;
    private const int UnderReview = 1;
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    private static readonly string[] Marks = ["confirm_status", "refund_status", "risk_control_status"];

    /// <summary>A row of a list of orders.</summary>
    public static OrderListItem Row(LooseJson row, PlatformReply reply) => OrderParts.Row(row, reply, Number, Order);

    /// <summary>An order of the detail call, with its packages; null where it has no number.</summary>
    public static Order? Detail(LooseJson told, RawPayload raw) =>
        Order(told, raw) is { } order ? order with { Packages = Packages(told) } : null;

    private static string? Number(LooseJson told) => told["order_sn"].Text;

    // A line that cannot be told apart makes its order unreadable: kept without it, the order would look complete.
    private static Order? Order(LooseJson told, RawPayload raw)
    {
        var status = Status(told);
        LooseJson[] items = [.. told["item_list"].Items()];
        string?[] ids = LineIds(items);
        return Number(told) is not { } number || ids.Contains(null)
            ? null
            : new()
            {
                Platform = PinduoduoDeclaration.Platform,
                Number = number,
                Status = status,
                StatusText = told["order_status"].Text,
                // By this time the windows of the list go, so it comes before that of the creation.
                CreatedAt = Instant(told["confirm_time"]) ?? Instant(told["created_time"]),
                UpdatedAt = Instant(told["updated_at"]),
                ShipBy = Instant(told["last_ship_time"]),
                ShippedAt = Instant(told["shipping_time"]),
                Total = Yuan(told["pay_amount"]),
                Labels =
                [
                    .. Marks
                        .Where(mark => told[mark].Text is not null)
                        .Select(mark => new OrderLabel(mark, told[mark].Text)),
                ],
                Lines = [.. items.Zip(ids, (item, id) => Line(item, id!, status))],
                Raw = raw,
            };
    }

    // All of an order is in one state; its lines have none of their own.
    private static OrderLine Line(LooseJson item, string id, OrderStatus status) =>
        new(id)
        {
            ProductId = item["goods_id"].Text,
            VariantId = item["sku_id"].Text,
            Title = item["goods_name"].Text,
            Quantity = item["goods_count"].Whole,
            Status = status,
            Price = Yuan(item["goods_price"]),
        };

    // The platform gives lines no id. The variant stands on one line as a rule; where it stands on more, those after the first are
    // counted, so that neither another line nor another order of the lines changes an id.
    private static string?[] LineIds(LooseJson[] items)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. items.Select(item => Id(item["sku_id"].Text ?? item["goods_id"].Text))];

        string? Id(string? variant)
        {
            if (variant is null)
            {
                return null;
            }

            var count = seen[variant] = seen.GetValueOrDefault(variant) + 1;
            return count == 1 ? variant : string.Create(CultureInfo.InvariantCulture, $"{variant}#{count}");
        }
    }

    private static OrderPackage[] Packages(LooseJson told) =>
        [
            .. told["extra_delivery_list"]
                .Items()
                .Prepend(told)
                .Where(static one => one["tracking_number"].Text is not null)
                .DistinctBy(static one => one["tracking_number"].Text)
                .Select(static one => new OrderPackage(one["tracking_number"].Text!)
                {
                    DeliveryType = one["logistics_id"].Text,
                }),
        ];

    private static OrderStatus Status(LooseJson told) =>
        (told["order_status"].Whole, told["confirm_status"].Whole) switch
        {
            (_, Cancelled) => OrderStatus.Cancelled,
            (_, Open) => OrderStatus.Pending,
            (1, _) when told["refund_status"].Whole == Refunded => OrderStatus.Cancelled,
            (1, _) when told["risk_control_status"].Whole == UnderReview => OrderStatus.Pending,
            (1, _) => OrderStatus.AwaitingShipment,
            (2, _) => OrderStatus.Shipped,
            (3, _) => OrderStatus.Delivered,
            _ => OrderStatus.Unknown,
        };

    private static Money? Yuan(LooseJson amount) =>
        amount.Number is >= 0 and var some ? new(some, PinduoduoDeclaration.Currency) : null;

    // A time that is not there yet is an empty text.
    private static DateTimeOffset? Instant(LooseJson time) =>
        DateTime.TryParseExact(time.Text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local > DateTime.UnixEpoch
            ? new DateTimeOffset(local, Offset).ToUniversalTime()
            : null;
}
