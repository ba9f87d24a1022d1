using System.Text.RegularExpressions;
using Integration.Calls;

namespace Integration.Platforms;

/// <summary>What is common to telling of a shipment, checked before any call.</summary>
internal static partial class ShipmentChecks
{
    /// <summary>Why a shipment is not told as it is; null where it may be.</summary>
    /// <param name="account">Without a token there is no call.</param>
    /// <param name="shipment">What left.</param>
    /// <param name="isNumber">Whether a text can be the number of an order of the platform.</param>
    public static PlatformFailure? Refusal(AccountCredentials account, Shipment shipment, Func<string, bool> isNumber)
    {
        if (!isNumber(shipment.OrderNumber))
        {
            return Failures.InvalidRequest(
                $"'{Failures.Short(shipment.OrderNumber, 80)}' cannot be the number of an order here."
            );
        }

        if (!Code().IsMatch(shipment.Carrier) || !Code().IsMatch(shipment.TrackingNumber))
        {
            return Failures.InvalidRequest(
                "A carrier's id and a tracking number have 1 to 64 visible ASCII characters, none of them a space."
            );
        }

        if (
            shipment.Lines.Any(static line => line.Quantity < 1)
            || shipment.Lines.DistinctBy(static line => line.LineId).Count() != shipment.Lines.Length
        )
        {
            return Failures.InvalidRequest("A shipment has each line of the order once, and 1 or more pieces of it.");
        }

        return account.AccessToken is null ? Failures.NoToken() : null;
    }

    [GeneratedRegex("^[!-~]{1,64}\\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
