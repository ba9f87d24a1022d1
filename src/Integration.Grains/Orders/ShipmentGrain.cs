using Integration.Access;
using Integration.Problems;
using Integration.Scheduling;
using Integration.Sync;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Orders;

/// <summary>The shipments of one order. A thin shell: <see cref="Shipments"/> tells of them outside of its turns, one at a time.</summary>
internal sealed partial class ShipmentGrain(Shipments shipments, UnrepeatableWork work, ILogger<ShipmentGrain> logger)
    : Grain,
        IShipmentGrain
{
    // In the audit: what was to be told, and what came of it.
    private const string Begun = "order.ship";
    private const string Told = "order.ship_told";
    private const string Refused = "order.ship_refused";

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
            if (context.Idempotency is { } claim && await work.Find<ShipmentResource>(claim, ct) is { } given)
            {
                return given;
            }

            await DetachedWork.Start(async () => told = await Tell(request, context));
        }
        catch (NpgsqlException exception)
        {
            return DatabaseProblems.Of(exception);
        }

        if (told is { Problem.Status: 404 })
        {
            // Orders that nobody has must not fill the memory.
            DeactivateOnIdle();
        }

        return told is { Succeeded: true, Replayed: false }
            ? told.Value with
            {
                ReadAgain = await ReadAgain(context),
            }
            : told!;
    }

    // From the first note on it goes to its end, whether the caller waits or not.
    private async Task<Outcome<ShipmentResource>> Tell(ShipmentRequest request, WriteContext context)
    {
        var (shop, number) = Place;
        var prepared = await shipments.Prepare(shop, number, request);
        if (!prepared.Succeeded)
        {
            return prepared.Problem;
        }

        var target = $"order/{shop}/{number}";
        var earlier = await work.Begin<ShipmentResource>(context, Begun, target, request, CancellationToken.None);
        if (earlier is not null)
        {
            return earlier;
        }

        var told = await shipments.Tell(prepared.Value);
        await Note(context, target, told);
        return told;
    }

    // A database that is away changes nothing of the answer.
    private async Task Note(WriteContext context, string target, Outcome<ShipmentResource> told)
    {
        try
        {
            await (
                told.Succeeded
                    ? work.End(context, Told, target, status: 200, told.Value, CancellationToken.None)
                    : work.Drop(context, Refused, target, told.Problem, CancellationToken.None)
            );
        }
        catch (NpgsqlException exception)
        {
            LogNotNoted(exception, target);
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
        catch (Exception exception)
        {
            // What was told stays told.
            LogNotReadAgain(exception, number, shop);
            return false;
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Order {Order} of shop {Shop} could not be read again after its shipment; the next sync does"
    )]
    private partial void LogNotReadAgain(Exception exception, string order, string shop);

    [LoggerMessage(
        LogLevel.Error,
        "What came of the shipment of {Order} could not be noted; that it began stands in the audit"
    )]
    private partial void LogNotNoted(Exception exception, string order);
}
