using System.Text.Json;
using Integration.Databases;
using Integration.Delivery;
using Integration.Intake;
using Integration.Json;
using Integration.Time;
using Npgsql;

namespace Integration.Sync;

/// <summary>Ends runs, and tells in the same transaction that they are complete or have failed: once each, whoever crashes.</summary>
/// <param name="database">The database.</param>
/// <param name="append">Appends the events.</param>
/// <param name="ids">Makes the events' ids.</param>
public sealed class SyncRunEnds(HubDatabase database, EventAppend append, IIdGenerator ids)
{
    private const int MaxRetries = 5;

    /// <summary>Ends a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="epoch">The owner's epoch; null for somebody who stops it from outside.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="againAt">When a full run of the kind is due again, before its time; null leaves it as it is.</param>
    /// <param name="routing">The silo's routing table.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels before the commit.</param>
    /// <returns>The event, to be published, and the routing table that was used; none where it had ended, has another owner or was stopped.</returns>
    public async Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> End(
        SyncRun run,
        long? epoch,
        SyncRunEnd end,
        DateTimeOffset? againAt,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        for (var left = MaxRetries; ; left--)
        {
            try
            {
                return await EndOnce(run, epoch, end, againAt, routing, now, ct);
            }
            catch (LostRaceException) when (left > 0)
            {
                // The key of the event was changing hands.
            }
            catch (PostgresException e) when (left > 0 && DatabaseErrors.IsPassing(e))
            {
                // A deadlock or a lost race.
            }
        }
    }

    private async Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> EndOnce(
        SyncRun run,
        long? epoch,
        SyncRunEnd end,
        DateTimeOffset? againAt,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var connection = await database.Reads.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await SyncRunTable.Finish(connection, run.Shown.Id, epoch, end, now, ct) is not { Shown: var shown })
        {
            return ([], routing);
        }

        if (againAt is { } at)
        {
            await SyncStateTable.Hasten(connection, shown.Shop, shown.Kind, at, ct);
        }

        IReadOnlyList<AppendedEvent> events = [];
        if (TypeOf(shown.State) is { } type)
        {
            (events, routing) = await append.AppendInside(connection, [Draft(shown, type, now)], routing, now, ct);
            if (events.Any(static one => one.Result.Problem is not null))
            {
                throw new LostRaceException();
            }
        }

        await transaction.CommitAsync(ct);
        return (events, routing);
    }

    private static string? TypeOf(SyncRunState state) =>
        state switch
        {
            SyncRunState.Completed => "sync.completed",
            SyncRunState.Failed => "sync.failed",
            // Whoever stopped it knows.
            _ => null,
        };

    private EventDraft Draft(SyncRunResource run, string type, DateTimeOffset now) =>
        new()
        {
            EventId = ids.NewId(now),
            Source = run.Shop,
            Type = type,
            Key = $"sync-run/{run.Id}",
            Subject = $"sync-run/{run.Id}",
            Time = now,
            Payload = JsonSerializer.SerializeToUtf8Bytes(run, WireJson.Options),
            ContentType = "application/json",
            PayloadKind = PayloadKind.Json,
        };
}
