using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;
using Integration.Shops;
using Integration.Time;

namespace Integration.Orders;

/// <summary>Tells platforms of shipments, once each. An answer says what came of it, or that nothing was told.</summary>
internal sealed class Shipments(
    ShopTable shops,
    OrderQueries orders,
    IAccountDirectory accounts,
    ConnectorCatalogue connectors,
    DatabaseClock clock,
    TimeProvider time
)
{
    // Within the time of the grain's answer, which reads the order besides.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>Tells of a shipment of an order of the copy.</summary>
    /// <returns>A problem where nothing was told, or the platform has refused it.</returns>
    public async Task<Outcome<ShipmentResource>> Tell(string shop, string number, ShipmentRequest request)
    {
        using var limit = new CancellationTokenSource(s_longest, time);
        var prepared = await PreparedInTime(shop, number, request, limit.Token);
        if (!prepared.Succeeded)
        {
            return prepared.Problem;
        }

        var ((connector, credentials), shipment) = (prepared.Value.Platform, prepared.Value.Shipment);
        var at = clock.UtcNow();
        var told = await Ask(connector, credentials, shipment, limit.Token);
        return told.Succeeded ? Resource(shop, told.Value, at)
            : ShipmentRules.MayBeDone(told.Failure)
                ? Resource(shop, shipment, at) with
                {
                    Outcome = ShipmentOutcome.Unknown,
                    Failure = told.Failure,
                }
            : ShipmentRules.ProblemOf(told.Failure);
    }

    private async Task<Outcome<Prepared>> PreparedInTime(
        string shop,
        string number,
        ShipmentRequest request,
        CancellationToken ct
    )
    {
        try
        {
            return await Prepare(shop, number, request, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return ShipmentRules.NotSent(TooSlow("Not sent"));
        }
    }

    private async Task<Outcome<Prepared>> Prepare(
        string shop,
        string number,
        ShipmentRequest request,
        CancellationToken ct
    )
    {
        if (await shops.FindRow(shop, ct) is not { } row)
        {
            return new Problem("not-found", 404, $"There is no shop '{shop}'.");
        }

        if (!row.Settings.Enabled)
        {
            return new Problem("shop-disabled", 409, $"The shop '{shop}' is disabled; enable it first.");
        }

        if (await orders.Find(shop, number, ct) is not { } stored)
        {
            return new Problem(
                "not-found",
                404,
                $"There is no order '{shop}/{number}' here; sync it first, where the platform has it."
            );
        }

        var shipment = ShipmentRules.Of(request, stored);
        if (!shipment.Succeeded)
        {
            return shipment.Problem;
        }

        var account = await accounts.Of(row.Settings.Account!, ct);
        if (!account.Succeeded)
        {
            return ShipmentRules.ProblemOf(account.Failure);
        }

        var platform = account.Value.Platform;
        return connectors.TryFind<ILogistics>(platform, out var connector)
            ? new Prepared(new(connector, account.Value.Credentials), shipment.Value)
            : ShipmentRules.Unsupported($"The connector of {platform} takes no shipments.");
    }

    private static async Task<PlatformResult<Shipment>> Ask(
        ILogistics connector,
        AccountCredentials credentials,
        Shipment shipment,
        CancellationToken ct
    )
    {
        try
        {
            return await connector.ConfirmShipment(credentials, shipment, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return TooSlow("No answer");
        }
    }

    private static PlatformFailure TooSlow(string what) =>
        new(FailureKind.Transient, FailureReason.Timeout, $"{what} within {s_longest.TotalSeconds:0} s.");

    private static ShipmentResource Resource(string shop, Shipment told, DateTimeOffset at) =>
        new()
        {
            Shop = shop,
            Order = told.OrderNumber,
            Carrier = told.Carrier,
            TrackingNumber = told.TrackingNumber,
            Lines = Array.ConvertAll(
                told.Lines,
                static line => new ShippedLine(line.LineId) { Quantity = line.Quantity }
            ),
            Replaces = told.Replaces,
            Outcome = ShipmentOutcome.Confirmed,
            At = at,
        };

    private sealed record Prepared(Asked Platform, Shipment Shipment);

    private sealed record Asked(ILogistics Connector, AccountCredentials Credentials);
}
