using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Integration.Calls;
using Integration.Orders;
using Integration.Platforms;

namespace Integration.Temu;

/// <summary>
/// Tells that lines of an order were sent with one tracking number (<c>bg.logistics.shipment.confirm</c>, <c>sendType</c> 0). The
/// documents show the request, by the example of their signature, and of the reply the common envelope; nothing says what a second
/// one does, so none is sent where the outcome of the first is not known.
/// </summary>
/// <param name="client">Makes the calls.</param>
/// <param name="details">Reads an order, for the lines of a whole one.</param>
internal sealed class TemuLogistics(
    TemuClient client,
    Func<AccountCredentials, string, CancellationToken, Task<PlatformResult<Order>>> details
)
{
    private const long OneParcel = 0;
    private const string BySeller = "fulfillBySeller";

    // The text is signed as it is sent, and the platform may write it anew to check: no character is escaped that need not be.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<PlatformResult<Shipment>> Confirm(
        AccountCredentials account,
        Shipment shipment,
        CancellationToken ct
    )
    {
        if (shipment.Replaces)
        {
            return Failures.Unsupported(
                "Temu changes a shipment by another call, which is not described well enough: change it in the seller centre."
            );
        }

        if (ShipmentChecks.Refusal(account, shipment, TemuConnector.IsOrderNumber) is { } refusal)
        {
            return refusal;
        }

        var lines = shipment.Lines.Length > 0 ? shipment.Lines : await WholeOrder(account, shipment.OrderNumber, ct);
        if (!lines.Succeeded)
        {
            return lines.Failure;
        }

        var told = shipment with { Lines = lines.Value };
        if (!told.Lines.All(static line => line.Quantity > 0 && IsNumber(line.ProductId) && IsNumber(line.VariantId)))
        {
            return Failures.InvalidRequest(
                "A line of a shipment has the numbers of its product and its variant, and 1 or more pieces."
            );
        }

        var reply = await client.CallOnce(account, TemuCalls.ShipmentConfirm, Fields(told), ct);
        return reply.Succeeded ? told : reply.Failure;
    }

    /// <summary>The call's own fields, in the published order of their names.</summary>
    internal static Dictionary<string, TemuField> Fields(Shipment shipment) =>
        new(StringComparer.Ordinal)
        {
            ["sendRequestList"] = new(Requests(shipment), IsString: false),
            ["sendType"] = TemuField.Of(OneParcel),
        };

    private static string Requests(Shipment shipment)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Plain))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteStartArray("orderSendInfoList");
            foreach (var line in shipment.Lines)
            {
                json.WriteStartObject();
                json.WriteNumber("quantity", line.Quantity);
                json.WriteString("orderSn", line.LineId);
                json.WriteString("parentOrderSn", shipment.OrderNumber);
                json.WriteNumber("goodsId", long.Parse(line.ProductId!, CultureInfo.InvariantCulture));
                json.WriteNumber("skuId", long.Parse(line.VariantId!, CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteString("carrierId", shipment.Carrier);
            json.WriteString("trackingNumber", shipment.TrackingNumber);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // All that the seller has still to ship; what a warehouse ships is none of the seller's. Asked for just now: a copy may be older
    // than the last parcel.
    private async Task<PlatformResult<ShipmentLine[]>> WholeOrder(
        AccountCredentials account,
        string number,
        CancellationToken ct
    )
    {
        var order = await details(account, number, ct);
        if (!order.Succeeded)
        {
            return WriteChecks.NotSent(order.Failure, "its order could not be read first");
        }

        ShipmentLine[] lines =
        [
            .. order
                .Value.Lines.Where(static line =>
                    line is { Status: OrderStatus.AwaitingShipment, Fulfilment: null or BySeller }
                )
                .Select(static line => new ShipmentLine(line.Id, line.Quantity ?? 0)
                {
                    ProductId = line.ProductId,
                    VariantId = line.VariantId,
                }),
        ];
        return lines.Length > 0
            ? lines
            : Failures.InvalidRequest("Nothing of the order is still to be shipped by the seller.");
    }

    private static bool IsNumber(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
