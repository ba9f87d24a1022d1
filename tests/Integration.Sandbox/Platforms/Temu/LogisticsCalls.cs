using System.Text.Json;
using System.Text.Json.Nodes;
using Integration.Sandbox.Platforms.Orders;

namespace Integration.Sandbox.Platforms.Temu;

/// <summary>
/// The seller tells that lines of orders have left. All of it is checked before any of it holds. The facts know one way
/// (<c>sendType</c> 0); that a line leaves as a whole, and which code refuses what, is the sandbox's choice.
/// </summary>
internal sealed class LogisticsCalls(PlatformShop shop, TemuProtocol gateway)
{
    private const string List = "sendRequestList";

    /// <summary><c>bg.logistics.shipment.confirm</c>.</summary>
    public PlatformReply Confirm(PlatformCall call)
    {
        if (call["sendType"] is not "0")
        {
            return gateway.BadParameter(call, "sendType");
        }

        if (ParcelsOf(call[List]) is not { Length: > 0 } parcels)
        {
            return gateway.BadParameter(call, List);
        }

        var lines = parcels.SelectMany(parcel => parcel.Lines).ToArray();
        if (lines.Any(line => Find(line) is null))
        {
            return gateway.Refuse(CallOutcome.Gone, new RefusalDetail(call.Name, call.Request));
        }

        if (
            lines.DistinctBy(line => line.Number).Count() != lines.Length
            || Array.Find(lines, line => !MayLeave(line)) is not null
        )
        {
            return gateway.BadParameter(call, "orderSendInfoList");
        }

        foreach (var parcel in parcels)
        {
            Ship(parcel);
        }

        return TemuProtocol.Reply(new JsonObject());
    }

    private void Ship(Parcel parcel)
    {
        foreach (var lines in parcel.Lines.GroupBy(line => line.Order, StringComparer.Ordinal))
        {
            var numbers = lines.Select(line => line.Number).ToHashSet(StringComparer.Ordinal);
            var now = shop.Time.GetUtcNow();
            var package = new ShopPackage($"PK-{lines.First().Number}-1", now + shop.Options.Orders.PackageDelay)
            {
                Carrier = parcel.Carrier,
                TrackingNumber = parcel.TrackingNumber,
            };
            shop.Orders.Change(lines.Key, order => order.Shipped(numbers, package, now));
        }
    }

    private ShopOrderLine? Find(SentLine line) =>
        shop.Orders.Find(line.Order)?.Lines.FirstOrDefault(one => one.Number == line.Number);

    private bool MayLeave(SentLine line)
    {
        var (order, own) = (shop.Orders.Find(line.Order)!, Find(line)!);
        return order.Status is ShopOrderStatus.ToShip or ShopOrderStatus.PartlyShipped
            && own.Shipped is null
            && own.Status == ShopOrderStatus.ToShip
            && OrderJson.IsOfSeller(order, own)
            && (own.Product, own.Variant, own.Quantity) == (line.Product, line.Variant, line.Quantity);
    }

    private static Parcel[]? ParcelsOf(string? text)
    {
        try
        {
            return text is not null && JsonNode.Parse(text) is JsonArray list
                ? Whole(list.Select(one => ParcelOf(one as JsonObject)))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Parcel? ParcelOf(JsonObject? told) =>
        told?["carrierId"]?.ToString() is { Length: > 0 } carrier
        && told["trackingNumber"]?.ToString() is { Length: > 0 } tracking
        && told["orderSendInfoList"] is JsonArray { Count: > 0 } lines
        && Whole(lines.Select(one => LineOf(one as JsonObject))) is { } sent
            ? new Parcel(carrier, tracking, sent)
            : null;

    private static SentLine? LineOf(JsonObject? told) =>
        told?["parentOrderSn"]?.ToString() is { Length: > 0 } order
        && told["orderSn"]?.ToString() is { Length: > 0 } number
        && Fields.Number(told["goodsId"]?.ToString()) is { } product
        && Fields.Number(told["skuId"]?.ToString()) is { } variant
        && Fields.Number(told["quantity"]?.ToString()) is > 0 and var quantity
            ? new SentLine(order, number, product, variant, quantity)
            : null;

    // All of them, or nothing.
    private static T[]? Whole<T>(IEnumerable<T?> read)
        where T : class
    {
        T?[] all = [.. read];
        return Array.Exists(all, one => one is null) ? null : [.. all.OfType<T>()];
    }

    private sealed record Parcel(string Carrier, string TrackingNumber, SentLine[] Lines);

    private sealed record SentLine(string Order, string Number, long Product, long Variant, long Quantity);
}
