using Integration.Databases;
using Integration.Delivery;
using Integration.Time;
using Npgsql;

namespace Integration.Intake;

/// <summary>
/// Appends events with their keys, deliveries and roll-ups in one transaction: a fixed few statements, whatever the number
/// of events (decision 2).
/// </summary>
/// <param name="options">The bounds.</param>
/// <param name="ids">Makes the ids of deliveries.</param>
/// <param name="writer">Keeps this silo's roll-up rows apart from other silos'.</param>
public sealed class EventAppend(AppendOptions options, IIdGenerator ids, short writer)
{
    /// <summary>The problem of a draft that could not be judged beside another one of its batch: append it again.</summary>
    public const string TryLater = "try-later";

    // Whether the last batch held a known key: then the next one may as well.
    private bool _repeats;

    /// <summary>Appends the drafts in a transaction of its own and commits it; results stand in their order.</summary>
    /// <param name="connection">Open, without a transaction.</param>
    /// <param name="drafts">Checked drafts.</param>
    /// <param name="routing">The silo's routing table; a newer one is read when the database is ahead.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels the statements.</param>
    /// <returns>The results, and the routing table that was used.</returns>
    /// <exception cref="PostgresException">A row cannot be stored; nothing of the batch is.</exception>
    public async Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> Append(
        NpgsqlConnection connection,
        IReadOnlyList<EventDraft> drafts,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var keys = EventKeys.Fold(drafts);
        return
            !_repeats && !keys.HaveNonces && await AppendNew(connection, keys, drafts, routing, now, ct) is { } events
            ? (events, routing)
            : await AppendClaimed(connection, keys, drafts, routing, now, ct);
    }

    /// <summary>
    /// Appends drafts without nonces inside the caller's transaction: what the caller writes beside them and the events are
    /// committed together, or not at all. The caller commits soon after, because others wait for its locks, and publishes then.
    /// </summary>
    /// <param name="connection">With the transaction, READ COMMITTED.</param>
    /// <param name="drafts">Checked drafts; results stand in their order.</param>
    /// <param name="routing">The silo's routing table; a newer one is read when the database is ahead.</param>
    /// <param name="now">The database clock's now.</param>
    /// <param name="ct">Cancels the statements.</param>
    /// <returns>The results, and the routing table that was used.</returns>
    /// <exception cref="PostgresException">A row cannot be stored; the transaction has failed.</exception>
    public async Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> AppendInside(
        NpgsqlConnection connection,
        IReadOnlyList<EventDraft> drafts,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var keys = EventKeys.Fold(drafts);
        var version = await keys.Claim(connection, now, ct);
        await keys.FindOwnersOfLost(connection, ct);
        if (version > routing.Version)
        {
            routing = await RoutingQueries.Load(connection, ct);
        }

        var rows = new AppendRows(writer);
        var results = RouteAll(keys, drafts, routing, now, rows);
        await rows.Insert(connection, ct);
        return (results, routing);
    }

    // Nearly always all keys are new and the routing is the one we know: then one round trip does it all.
    private async Task<AppendedEvent[]?> AppendNew(
        NpgsqlConnection connection,
        EventKeys keys,
        IReadOnlyList<EventDraft> drafts,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var rows = new AppendRows(writer);
        var results = RouteAll(keys, drafts, routing, now, rows);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            await rows.InsertAndCommit(connection, [.. keys.ClaimExpectingNew(routing.Version)], ct);
            return results;
        }
        catch (PostgresException e) when (Expectation.IsNotMet(e))
        {
            return null;
        }
    }

    // What is known already is found out first; what a change of routing meant is read.
    private async Task<(IReadOnlyList<AppendedEvent> Events, RoutingTable Routing)> AppendClaimed(
        NpgsqlConnection connection,
        EventKeys keys,
        IReadOnlyList<EventDraft> drafts,
        RoutingTable routing,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var version = await keys.Claim(connection, now, ct);
        _repeats = await keys.FindOwnersOfLost(connection, ct);
        if (version > routing.Version)
        {
            routing = await RoutingQueries.Load(connection, ct);
        }

        var rows = new AppendRows(writer);
        var results = RouteAll(keys, drafts, routing, now, rows);
        await rows.InsertAndCommit(connection, [], ct);
        return (results, routing);
    }

    private AppendedEvent[] RouteAll(
        EventKeys keys,
        IReadOnlyList<EventDraft> drafts,
        RoutingTable routing,
        DateTimeOffset now,
        AppendRows rows
    )
    {
        var results = new AppendedEvent[drafts.Count];
        for (var i = 0; i < drafts.Count; i++)
        {
            results[i] = keys.ResultOf(i) is { } settled
                ? AppendedEvent.NotStored(settled)
                : Route(drafts[i], routing, now, rows);
        }

        return results;
    }

    private AppendedEvent Route(EventDraft draft, RoutingTable routing, DateTimeOffset now, AppendRows rows)
    {
        var stored = StoredEventOf(draft);
        rows.AddEvent(stored, draft.Key);
        var matches = draft.OnlySubscriber is { } only
            ? routing.Find(only) is { } one
                ? [one]
                : []
            : routing.Match(draft.Type, draft.Source);
        if (matches.Count > options.MaxFanout)
        {
            rows.AddCursor(draft.EventId, matches);
            return new AppendedEvent(new AppendResult(draft.EventId, false), stored, [], FanoutPending: true);
        }

        var deliveries = new RoutedDelivery[matches.Count];
        for (var i = 0; i < matches.Count; i++)
        {
            deliveries[i] = new RoutedDelivery(ids.NewId(now), matches[i].Id, matches[i].Epoch);
            rows.AddDelivery(deliveries[i], stored);
        }

        return new AppendedEvent(new AppendResult(draft.EventId, false), stored, deliveries, FanoutPending: false);
    }

    private static StoredEvent StoredEventOf(EventDraft draft) =>
        new()
        {
            Id = draft.EventId,
            Source = draft.Source,
            Type = draft.Type,
            Subject = draft.Subject,
            Time = draft.Time,
            // The id was made when the request came in: its time part is when we received it.
            Received = UuidV7.InstantOf(draft.EventId),
            Version = draft.Version,
            FreshFrom = draft.FreshFrom,
            Payload = draft.Payload,
            PayloadKind = draft.PayloadKind,
            ContentType = draft.ContentType,
            TraceParent = draft.TraceParent,
        };
}
