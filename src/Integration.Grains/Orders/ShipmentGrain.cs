using Integration.Access;
using Integration.Problems;
using Integration.Scheduling;
using Integration.Sync;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Orders;

/// <summary>The shipments of one order. A thin shell: <see cref="Shipments"/> tells of them outside of its turns, one at a time.</summary>
internal sealed partial class ShipmentGrain(
    Shipments shipments,
    ConfigurationTransaction transaction,
    RepeatableAnswers answers,
    ILogger<ShipmentGrain> logger
) : Grain, IShipmentGrain
{
    private (string Shop, string Number) Place
    {
        get
        {
            var key = this.GetPrimaryKeyString();
            var slash = key.IndexOf('/', StringComparison.Ordinal);
            return (key[..slash], key[(slash + 1)..]);
        }
    }

    public async Task<Outcome<ShipmentResource>> Confirm(
        ShipmentRequest request,
        WriteContext context,
        CancellationToken ct
    )
    {
        Outcome<ShipmentResource>? told = null;
        try
        {
            // Told once: whatever came of it then is the answer to a repeat.
            if (context.Idempotency is { } claim && await answers.Find<ShipmentResource>(claim, ct) is { } given)
            {
                return given;
            }

            var (shop, number) = Place;
            await DetachedWork.Start(async () => told = await shipments.Tell(shop, number, request));
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }

        if (!told!.Succeeded)
        {
            return told;
        }

        var noted = await Noted(told.Value, context);
        return noted is { Succeeded: true, Replayed: false }
            ? noted.Value with
            {
                ReadAgain = await ReadAgain(context),
            }
            : noted;
    }

    // The platform was told: whoever asked may have left by now, and a database that is away changes nothing of the answer.
    private async Task<Outcome<ShipmentResource>> Noted(ShipmentResource told, WriteContext context)
    {
        try
        {
            return await transaction.Run(
                context,
                new ConfigurationChange<ShipmentResource>
                {
                    Action = "order.ship",
                    Target = $"order/{told.Shop}/{told.Order}",
                    Status = 200,
                    Write = (_, _) => Task.FromResult<Outcome<ShipmentResource>>(told),
                },
                CancellationToken.None
            );
        }
        catch (NpgsqlException exception)
        {
            LogNotNoted(exception, told.Order, told.Shop, told.TrackingNumber);
            return told;
        }
    }

    private async Task<bool> ReadAgain(WriteContext context)
    {
        var (shop, number) = Place;
        try
        {
            var read = await GrainFactory
                .GetGrain<ISyncGrain>(ISyncGrain.KeyOf(shop, SyncKind.Orders))
                .SyncRecord(number, context with { Idempotency = null }, CancellationToken.None);
            return read is { Succeeded: true, Value.Failure: null };
        }
        catch (Exception lost) when (lost is TimeoutException or OrleansException)
        {
            return false;
        }
    }

    [LoggerMessage(
        LogLevel.Error,
        "The platform was told of a shipment of order {Order} of shop {Shop} ({TrackingNumber}), and it could not be noted"
    )]
    private partial void LogNotNoted(Exception exception, string order, string shop, string trackingNumber);
}
