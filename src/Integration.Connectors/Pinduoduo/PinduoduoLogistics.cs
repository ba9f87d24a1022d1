using System.Globalization;
using Integration.Calls;
using Integration.Platforms;

namespace Integration.Pinduoduo;

/// <summary>
/// Tells that orders of the own shop were sent (<c>pdd.logistics.online.send</c>): an order as a whole, its first parcel or another one in
/// place of it. The official field list allows the first for orders to be shipped only and the change for shipped ones only, which it
/// overwrites. So a first one that was carried out and is sent again is refused, and its refusal would hide that it succeeded; what a
/// repeated change does beside overwriting is written nowhere. Neither is repeated where its outcome is not known.
/// </summary>
/// <param name="client">Makes the calls.</param>
internal sealed class PinduoduoLogistics(PinduoduoClient client)
{
    private const string First = "1";
    private const string Change = "2";

    public async Task<PlatformResult<Shipment>> Confirm(
        AccountCredentials account,
        Shipment shipment,
        CancellationToken ct
    )
    {
        if (Refusal(account, shipment) is { } refusal)
        {
            return refusal;
        }

        var call = PinduoduoCalls.LogisticsSend;
        var fields = FormRequest.Fields(
            ("order_sn", shipment.OrderNumber),
            ("logistics_id", shipment.Carrier),
            ("tracking_number", shipment.TrackingNumber),
            ("redelivery_type", shipment.Replaces ? Change : First)
        );
        var reply = await client.Call(account, call, withToken: true, fields, ct);
        if (!reply.Succeeded)
        {
            return reply.Failure;
        }

        return reply.Value.Root[call.RootKey]["is_success"].Flag switch
        {
            true => shipment,
            // Such as an order that is not to be shipped: the next try would fare no better.
            false => new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.Platform,
                "The platform did not take the shipment, and does not say why."
            ),
            null => Failures.UnknownShape(reply.Value, "is_success"),
        };
    }

    private static PlatformFailure? Refusal(AccountCredentials account, Shipment shipment)
    {
        if (account.AppKind != PinduoduoDeclaration.Seller)
        {
            return Failures.Unsupported($"Orders are sent by apps of the kind {PinduoduoDeclaration.Seller} only.");
        }

        if (shipment.Lines.Length > 0)
        {
            return Failures.Unsupported("Pinduoduo takes an order as a whole: name no lines.");
        }

        return ShipmentChecks.Refusal(account, shipment, PinduoduoOrders.IsNumber)
            ?? (
                long.TryParse(shipment.Carrier, NumberStyles.None, CultureInfo.InvariantCulture, out _)
                    ? null
                    : Failures.InvalidRequest("The id of a carrier is a number here.")
            );
    }
}
