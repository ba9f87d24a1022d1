using Integration.Databases;
using Integration.Delivery;
using Integration.Partitions;
using Integration.Time;
using Npgsql;

namespace Integration.Intake;

/// <summary>
/// Runs the transactions in which the hub itself has something to tell - syncs, local edits, packages, collections - and publishes the
/// deliveries of their events once they are committed, as <see cref="EventAppender"/> does for what senders tell.
/// </summary>
internal sealed class EventTransactions(
    PartitionMaintenance partitions,
    DatabaseClock clock,
    DeliveryPublisher publisher,
    FanoutExpander fanout,
    IntakeMetrics metrics
)
{
    // Deadlocks, lost races and a missing day are tried again so often at once.
    private const int MaxRetries = 5;
    private volatile RoutingTable _routing = RoutingTable.Empty;

    /// <summary>Returns when it is committed.</summary>
    /// <typeparam name="T">What came of it.</typeparam>
    /// <param name="transaction">Makes it, by the silo's routing table and the database clock's now; it may be made again.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <exception cref="NpgsqlException">The database is away, or refuses it; nothing of it is stored.</exception>
    public async Task<T> Run<T>(
        Func<
            RoutingTable,
            DateTimeOffset,
            Task<(T Result, IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)>
        > transaction,
        CancellationToken ct
    )
    {
        for (var left = MaxRetries; ; left--)
        {
            try
            {
                var (result, events, routing) = await transaction(_routing, clock.UtcNow());
                _routing = routing;
                Publish(events);
                return result;
            }
            catch (LostRaceException) when (left > 0)
            {
                // The next look sees what the other one wrote.
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsPassing(e))
            {
                // A deadlock, or a race that was lost.
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsMissingPartition(e))
            {
                await partitions.MakeAhead(clock.UtcNow(), ct);
            }
            catch (Exception e) when (left > 0 && DatabaseErrors.IsLostTrack(e))
            {
                // On another connection.
            }
        }
    }

    private void Publish(IReadOnlyList<AppendedEvent> events)
    {
        if (events.Count == 0)
        {
            return;
        }

        metrics.Committed(events.Count);
        publisher.Publish(events);
        if (events.Any(static one => one.FanoutPending))
        {
            fanout.Wake();
        }
    }
}
