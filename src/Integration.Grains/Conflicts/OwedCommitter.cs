using Integration.Databases;
using Integration.Delivery;
using Integration.Intake;
using Integration.Partitions;
using Integration.Sync;
using Integration.Time;
using Npgsql;

namespace Integration.Conflicts;

/// <summary>
/// Stores what details of products tell before a write, and what came of writes, and publishes the deliveries of their events once they
/// are committed.
/// </summary>
internal sealed class OwedCommitter(
    SyncPageWriter pages,
    OwedWrites owed,
    PartitionMaintenance partitions,
    DeliveryPublisher publisher,
    FanoutExpander fanout,
    IntakeMetrics metrics,
    DatabaseClock clock
)
{
    // A missing day is made so often at once.
    private const int MaxRetries = 5;
    private volatile RoutingTable _routing = RoutingTable.Empty;

    /// <summary>Returns when the products are stored and their edits compared with them.</summary>
    /// <exception cref="NpgsqlException">They could not be; nothing is stored.</exception>
    public Task Compare(SyncPage page, CancellationToken ct) =>
        WithDay(
            async () =>
            {
                var outcome = await pages.Write(page, _routing, clock.UtcNow(), ct);
                Publish(outcome.Events, outcome.Routing);
            },
            ct
        );

    /// <summary>Returns when the results are noted.</summary>
    /// <exception cref="NpgsqlException">They could not be; none is.</exception>
    public Task Note(IReadOnlyList<OwedResult> results, CancellationToken ct) =>
        WithDay(
            async () =>
            {
                var (events, routing) = await owed.Note(results, _routing, clock.UtcNow(), ct);
                Publish(events, routing);
            },
            ct
        );

    private async Task WithDay(Func<Task> write, CancellationToken ct)
    {
        for (var left = MaxRetries; ; left--)
        {
            try
            {
                await write();
                return;
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsMissingPartition(e))
            {
                await partitions.MakeAhead(clock.UtcNow(), ct);
            }
        }
    }

    private void Publish(IReadOnlyList<AppendedEvent> events, RoutingTable routing)
    {
        _routing = routing;
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
