using Integration.Accounts;
using Integration.Catalogue;
using Integration.Pipeline;
using Integration.Platforms;
using Integration.Problems;
using Integration.Shops;
using Integration.Time;
using Microsoft.Extensions.Logging;

namespace Integration.Orders;

/// <summary>Tells platforms of shipments, once each. An answer says what came of it, or that nothing was told.</summary>
internal sealed partial class Shipments(
    ShopTable shops,
    OrderQueries orders,
    IAccountDirectory accounts,
    ConnectorCatalogue connectors,
    DatabaseClock clock,
    TimeProvider time,
    ILogger<Shipments> logger
)
{
    // Within the time of the grain's answer, which reads the order besides.
    private static readonly TimeSpan s_toPrepare = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_toTell = TimeSpan.FromSeconds(30);

    /// <summary>What is to be told of an order of the copy, and to whom; nothing is told.</summary>
    public async Task<Outcome<PreparedShipment>> Prepare(string shop, string number, ShipmentRequest request)
    {
        using var limit = new CancellationTokenSource(s_toPrepare, time);
        try
        {
            return await Prepare(shop, number, request, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return ShipmentRules.NotSent(TooSlow("Not sent", s_toPrepare));
        }
    }

    /// <summary>Tells the platform.</summary>
    /// <returns>A problem where nothing was told, or the platform has refused it.</returns>
    public async Task<Outcome<ShipmentResource>> Tell(PreparedShipment prepared)
    {
        using var limit = new CancellationTokenSource(s_toTell, time);
        var at = clock.UtcNow();
        var told = await Ask(prepared, limit.Token);
        return told.Succeeded ? Resource(prepared.Shop, told.Value, at)
            : ShipmentRules.MayBeDone(told.Failure)
                ? Resource(prepared.Shop, prepared.Shipment, at) with
                {
                    Outcome = ShipmentOutcome.Unknown,
                    Failure = told.Failure,
                }
            : ShipmentRules.ProblemOf(told.Failure);
    }

    private async Task<Outcome<PreparedShipment>> Prepare(
        string shop,
        string number,
        ShipmentRequest request,
        CancellationToken ct
    )
    {
        if (await shops.FindRow(shop, ct) is not { } row)
        {
            return ShopProblems.Unknown(shop);
        }

        if (!row.Settings.Enabled)
        {
            return ShopProblems.Disabled(shop);
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
            return account.Failure.Kind is FailureKind.Transient or FailureKind.Throttled
                ? ShipmentRules.NotSent(account.Failure)
                : AccountProblems.Unusable(account.Failure);
        }

        var platform = account.Value.Platform;
        return connectors.TryFind<ILogistics>(platform, out var connector)
            ? new PreparedShipment(shop, connector, account.Value.Credentials, shipment.Value)
            : ShipmentRules.Unsupported($"The connector of {platform} takes no shipments.");
    }

    private async Task<PlatformResult<Shipment>> Ask(PreparedShipment prepared, CancellationToken ct)
    {
        try
        {
            return await prepared.Connector.ConfirmShipment(prepared.Credentials, prepared.Shipment, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return TooSlow("No answer", s_toTell);
        }
        catch (Exception exception)
        {
            LogBroken(exception, prepared.Shipment.OrderNumber, prepared.Shop);
            return new PlatformFailure(
                FailureKind.Transient,
                FailureReason.InvalidAnswer,
                "A fault of ours prevented the answer from being read; it stands in the log."
            );
        }
    }

    private static PlatformFailure TooSlow(string what, TimeSpan limit) =>
        new(FailureKind.Transient, FailureReason.Timeout, $"{what} within {limit.TotalSeconds:0} s.");

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

    [LoggerMessage(LogLevel.Error, "Telling of a shipment of order {Order} of shop {Shop} broke")]
    private partial void LogBroken(Exception exception, string order, string shop);
}
