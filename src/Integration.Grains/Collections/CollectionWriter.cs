using Integration.Databases;
using Integration.Delivery;
using Integration.Intake;
using Integration.Partitions;
using Integration.Platforms;
using Integration.Time;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Integration.Collections;

/// <summary>
/// Writes batches and publishes their deliveries once they are committed, as the writer of events does. A few at a time, so that
/// collections leave connections to those who take webhooks in.
/// </summary>
internal sealed partial class CollectionWriter(
    ProductSave products,
    PartitionMaintenance partitions,
    DatabaseClock clock,
    DeliveryPublisher publisher,
    FanoutExpander fanout,
    IntakeMetrics metrics,
    ILogger<CollectionWriter> logger
) : IDisposable
{
    // Deadlocks, lost races and a missing day are tried again so often at once.
    private const int MaxRetries = 5;
    private const int WritesAtOnce = 4;
    private readonly SemaphoreSlim _slots = new(WritesAtOnce);
    private volatile RoutingTable _routing = RoutingTable.Empty;

    /// <summary>Returns when the batch is committed; false where the collection does not run any more.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing more of the batch is written.</exception>
    public async Task<bool> Write(BatchOutcome batch, CancellationToken ct)
    {
        await _slots.WaitAsync(ct);
        try
        {
            return await WriteWhole(batch, ct);
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    // On a data error each item stands alone: the offender fails, the others are written.
    private async Task<bool> WriteWhole(BatchOutcome batch, CancellationToken ct)
    {
        try
        {
            return await WriteAgain(batch, ct);
        }
        catch (PostgresException e) when (DatabaseErrors.IsOfData(e) && batch.Items.Count > 1)
        {
            var (isRunning, calls) = (true, batch.Calls);
            foreach (var item in batch.Items)
            {
                isRunning &= await WriteWhole(batch with { Items = [item], Calls = calls }, ct);
                calls = 0;
            }

            return isRunning;
        }
        catch (PostgresException e) when (DatabaseErrors.IsOfData(e) && batch.Items[0].Product is not null)
        {
            LogNotStorable(e, batch.Collection.Shown.Platform, batch.Items[0].ProductId);
            return await WriteAgain(batch with { Items = [NotStorable(batch.Items[0].ProductId)] }, ct);
        }
    }

    private async Task<bool> WriteAgain(BatchOutcome batch, CancellationToken ct)
    {
        for (var left = MaxRetries; ; left--)
        {
            try
            {
                return await WriteOnce(batch, ct);
            }
            catch (LostRaceException) when (left > 0)
            {
                // It is there now: compared with it, the batch may well change nothing.
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsPassing(e))
            {
                // A deadlock or a lost race.
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsMissingPartition(e))
            {
                await partitions.MakeAhead(clock.UtcNow(), ct);
            }
        }
    }

    private async Task<bool> WriteOnce(BatchOutcome batch, CancellationToken ct)
    {
        var (events, routing) = await products.Write(batch, _routing, clock.UtcNow(), ct);
        _routing = routing;
        if (events is not { Count: > 0 })
        {
            return events is not null;
        }

        metrics.Committed(events.Count);
        publisher.Publish(events);
        if (events.Any(static one => one.FanoutPending))
        {
            fanout.Wake();
        }

        return true;
    }

    private static ItemOutcome NotStorable(string id) =>
        new(id)
        {
            Failure = new PlatformFailure(
                FailureKind.Permanent,
                FailureReason.InvalidAnswer,
                "The product holds texts or numbers that cannot be stored."
            ),
        };

    [LoggerMessage(LogLevel.Warning, "Product {Platform}/{Id} cannot be stored")]
    private partial void LogNotStorable(Exception exception, string platform, string id);
}
